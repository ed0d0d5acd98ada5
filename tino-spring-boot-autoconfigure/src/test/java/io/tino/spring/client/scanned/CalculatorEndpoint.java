package io.tino.spring.client.scanned;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

/**
 * A class that is not to be found.
 */
@TinoEndpoint
public class CalculatorEndpoint {

	@TinoCommand
	int add(int a, int b) {
		return a + b;
	}

}
