package io.tino.benchmarks.rsocket;

import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

import io.tino.benchmarks.work.Model;

/**
 * All work on the event loop.
 */
@Controller
class SpringEndpoint {

	@MessageMapping("add")
	int add(Numbers numbers) {
		return numbers.a() + numbers.b();
	}

	@MessageMapping("text")
	String echoText(String text) {
		return text;
	}

	@MessageMapping("model")
	Model echoModel(Model model) {
		return model;
	}

	@MessageMapping("bytes")
	byte[] echoBytes(byte[] bytes) {
		return bytes;
	}

	/**
	 * Numbers to add.
	 *
	 * @param a one
	 * @param b another one
	 */
	record Numbers(int a, int b) {
	}

}
