package io.tino.boot.autoconfigure.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.tino.server.ProtectedModeException;

/**
 * Says what to do about a {@link ProtectedModeException}.
 */
final class ProtectedModeFailureAnalyzer extends AbstractFailureAnalyzer<ProtectedModeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ProtectedModeException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Define a TinoAuthenticator bean, let only clients with a certificate in by "
						+ "tino.server.ssl.client-auth=need, or set tino.server.address to 127.0.0.1. "
						+ "If the network is trusted, set tino.server.protected-mode=false.",
				cause);
	}

}
