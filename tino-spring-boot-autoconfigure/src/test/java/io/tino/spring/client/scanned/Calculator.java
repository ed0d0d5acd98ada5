package io.tino.spring.client.scanned;

import io.tino.spring.endpoint.TinoCommand;

/**
 * An interface to be found, by its method.
 */
public interface Calculator {

	@TinoCommand
	int add(int a, int b);

}
