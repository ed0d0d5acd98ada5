package io.tino.sample.calculator;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

@TinoEndpoint
class CalculatorEndpoint {

	@TinoCommand(blocking = false)
	int add(int a, NumberInput b) {
		return a + b.value();
	}

}
