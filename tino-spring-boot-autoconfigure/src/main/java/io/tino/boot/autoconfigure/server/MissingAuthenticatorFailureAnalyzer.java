package io.tino.boot.autoconfigure.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.tino.server.MissingAuthenticatorException;

/**
 * Says what to do about a {@link MissingAuthenticatorException}.
 */
final class MissingAuthenticatorFailureAnalyzer extends AbstractFailureAnalyzer<MissingAuthenticatorException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingAuthenticatorException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Define a TinoAuthenticator bean. If nobody has to authenticate, remove "
						+ "tino.server.authentication-required, @AuthRequired and parameters that take a principal.",
				cause);
	}

}
