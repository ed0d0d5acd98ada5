package io.tino.benchmarks.tino;

import java.util.concurrent.CompletableFuture;

import io.tino.benchmarks.work.Model;
import io.tino.spring.endpoint.TinoCommand;

/**
 * The typed client of {@link WorkEndpoint}.
 */
interface WorkClient {

	@TinoCommand
	int add(int a, int b);

	@TinoCommand
	String echoText(String text);

	@TinoCommand
	Model echoModel(Model model);

	@TinoCommand
	byte[] echoBytes(byte[] bytes);

	@TinoCommand("ADD")
	CompletableFuture<Integer> addAsync(int a, int b);

	@TinoCommand("ECHO_TEXT")
	CompletableFuture<String> echoTextAsync(String text);

	@TinoCommand("ECHO_MODEL")
	CompletableFuture<Model> echoModelAsync(Model model);

	@TinoCommand("ECHO_BYTES")
	CompletableFuture<byte[]> echoBytesAsync(byte[] bytes);

}
