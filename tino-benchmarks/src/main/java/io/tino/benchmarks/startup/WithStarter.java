package io.tino.benchmarks.startup;

import org.springframework.context.annotation.Import;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

/**
 * The same application, which serves an endpoint.
 */
public final class WithStarter {

	private WithStarter() {
	}

	/**
	 * Start the application, and print when it is ready. Stops when the standard input
	 * ends.
	 * @param arguments are not looked at
	 * @throws Exception if it cannot be started
	 */
	public static void main(String[] arguments) throws Exception {
		WithoutStarter.run(Configuration.class);
	}

	@Import({ WithoutStarter.class, Calculator.class })
	static class Configuration {

	}

	@TinoEndpoint
	static class Calculator {

		record NumberInput(int value) {
		}

		@TinoCommand
		int add(int a, NumberInput b) {
			return a + b.value();
		}

	}

}
