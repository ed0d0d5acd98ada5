package io.tino.sample.echo;

import org.jspecify.annotations.Nullable;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

@TinoEndpoint
class EchoEndpoint {

	@TinoCommand(blocking = false)
	String tinoEchoSimple(String text) {
		return text;
	}

	@TinoCommand(blocking = false)
	Model tinoEchoComplex(Model model) {
		return model;
	}

	@TinoCommand(blocking = false)
	@Nullable Object echoValue(@Nullable Object value) {
		return value;
	}

}
