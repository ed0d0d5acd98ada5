package io.tino.benchmarks.tino;

import io.tino.benchmarks.work.Model;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

/**
 * All work on the event loop.
 */
@TinoEndpoint
class WorkEndpoint {

	@TinoCommand(blocking = false)
	int add(int a, int b) {
		return a + b;
	}

	@TinoCommand(blocking = false)
	String echoText(String text) {
		return text;
	}

	@TinoCommand(blocking = false)
	Model echoModel(Model model) {
		return model;
	}

	@TinoCommand(blocking = false)
	byte[] echoBytes(byte[] bytes) {
		return bytes;
	}

}
