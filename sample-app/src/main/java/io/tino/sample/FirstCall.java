package io.tino.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import io.tino.sample.calculator.NumberInput;
import io.tino.spring.client.TinoTemplate;

/**
 * Calls the application over the network once it is up, and says how to do the same from
 * a shell.
 */
@Component
class FirstCall {

	private static final Logger logger = LoggerFactory.getLogger(FirstCall.class);

	private final TinoTemplate tino;

	private final Environment environment;

	FirstCall(TinoTemplate tino, Environment environment) {
		this.tino = tino;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void call() {
		Integer three = this.tino.call("ADD", Integer.class, 1, new NumberInput(2));
		logger.info("The client called ADD 1 {\"value\": 2} and got {}", three);
		logger.info("Do the same by: redis-cli -p {} TINO.JSON ADD 1 '{\"value\": 2}'",
				this.environment.getProperty("local.tino.port"));
	}

}
