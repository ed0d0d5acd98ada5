package io.tino.benchmarks.tino;

import io.tino.benchmarks.work.Model;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

/**
 * All work on worker threads.
 */
@TinoEndpoint
class WorkerEndpoint {

	@TinoCommand
	int add(int a, int b) {
		return a + b;
	}

	@TinoCommand
	String echoText(String text) {
		return text;
	}

	@TinoCommand
	Model echoModel(Model model) {
		return model;
	}

	@TinoCommand
	byte[] echoBytes(byte[] bytes) {
		return bytes;
	}

}
