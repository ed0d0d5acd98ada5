package io.tino.benchmarks.http;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.tino.benchmarks.work.Model;

/**
 * All work, as a controller of Spring MVC or WebFlux. Texts and bytes are bodies of their
 * own, as that is faster than JSON. WebFlux calls it on its event loop, as it returns no
 * publishers and WebFlux has no executor of its own for what blocks.
 */
@RestController
public class WorkController {

	/** The media type of texts. */
	public static final String TEXT = "text/plain;charset=UTF-8";

	@GetMapping(path = "/add")
	int add(@RequestParam int a, @RequestParam int b) {
		return a + b;
	}

	@PostMapping(path = "/text", produces = TEXT)
	String echoText(@RequestBody String text) {
		return text;
	}

	@PostMapping("/model")
	Model echoModel(@RequestBody Model model) {
		return model;
	}

	@PostMapping(path = "/bytes", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	byte[] echoBytes(@RequestBody byte[] bytes) {
		return bytes;
	}

}
