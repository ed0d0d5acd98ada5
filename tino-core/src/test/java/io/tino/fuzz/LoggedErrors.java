package io.tino.fuzz;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Keeps the errors that the project logs: what is caught and logged as unexpected is
 * nothing that a peer may bring about.
 */
public final class LoggedErrors extends AppenderBase<ILoggingEvent> {

	private static final LoggedErrors INSTANCE = new LoggedErrors();

	private final Queue<String> errors = new ConcurrentLinkedQueue<>();

	private final List<String> expected;

	private LoggedErrors() {
		this.expected = List.of("io.tino.server.CallErrors"); // of what commands throw
		Logger logger = (Logger) LoggerFactory.getLogger("io.tino");
		setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		start();
		logger.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		if (event.getLevel().isGreaterOrEqual(Level.ERROR) && !this.expected.contains(event.getLoggerName())) {
			String trace = (event.getThrowableProxy() != null)
					? "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()) : "";
			this.errors.add(event.getFormattedMessage() + trace);
		}
	}

	/**
	 * Forget what has been logged before.
	 */
	public static void clear() {
		INSTANCE.errors.clear();
	}

	/**
	 * Fail if an error has been logged since.
	 */
	public static void requireNone() {
		String error = INSTANCE.errors.poll();
		if (error != null) {
			throw new AssertionError("Logged: " + error);
		}
	}

}
