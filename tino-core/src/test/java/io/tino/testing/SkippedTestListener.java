package io.tino.testing;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the tests that are skipped, and why, which Maven only counts. The service loader
 * registers it.
 */
public final class SkippedTestListener implements TestExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(SkippedTestListener.class);

	@Override
	public void executionSkipped(TestIdentifier test, String reason) {
		skipped(test, reason);
	}

	@Override
	public void executionFinished(TestIdentifier test, TestExecutionResult result) {
		if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
			skipped(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
		}
	}

	private static void skipped(TestIdentifier test, String reason) {
		logger.warn("Skipped {}: {}",
				test.getSource().map((source) -> name(test, source)).orElse(test.getDisplayName()), reason);
	}

	private static String name(TestIdentifier test, TestSource source) {
		return (source instanceof MethodSource method) ? method.getClassName() + "." + test.getDisplayName()
				: test.getDisplayName();
	}

}
