package io.tino.boot.autoconfigure.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.tino.command.DuplicateCommandException;

/**
 * Says what to do about a {@link DuplicateCommandException}.
 */
final class DuplicateCommandFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateCommandException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateCommandException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Give one of them another name: a method by @TinoCommand(\"...\"), or all of its endpoint by a prefix.",
				cause);
	}

}
