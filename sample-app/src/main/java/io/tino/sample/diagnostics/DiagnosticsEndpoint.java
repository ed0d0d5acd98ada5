package io.tino.sample.diagnostics;

import jakarta.validation.constraints.PositiveOrZero;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

@TinoEndpoint
class DiagnosticsEndpoint {

	@TinoCommand
	void fail(String message) {
		throw new IllegalStateException(message);
	}

	@TinoCommand
	int sleep(@PositiveOrZero int millis) throws InterruptedException {
		Thread.sleep(millis);
		return millis;
	}

}
