package io.tino.spring.client;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.client.TinoException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a {@link TinoTemplate} with the default settings whose servers are restarted
 * under load, again and again.
 */
@NullMarked
class ServerRestartTests {

	private static final int RESTARTS = 20;

	/** Warns of each server that is gone. */
	private static final Logger NODES = (Logger) LoggerFactory.getLogger("io.tino.client.ServerNode");

	/** The numbers that the servers have added. */
	private final Set<Integer> added = ConcurrentHashMap.newKeySet();

	@BeforeAll
	static void quieten() {
		NODES.setLevel(Level.ERROR);
	}

	@AfterAll
	static void speakUp() {
		NODES.setLevel(null);
	}

	@Test
	void whenTheOnlyServerIsRestartedFailuresSayWhatMayHaveRunAndIdempotentCallsSucceed() {
		RestartableServer server = new RestartableServer(this.added);
		try {
			call(server.address(), (load) -> {
				for (int i = 0; i < RESTARTS; i++) {
					load.awaitCalls();
					if (i % 2 == 0) {
						server.crash();
					}
					else {
						server.restart();
					}
				}
				load.awaitCalls();
				checkFailures(load.end());
				assertThat(this.added).containsAll(load.succeeded());
			});
		}
		finally {
			server.stop();
		}
	}

	private void checkFailures(Map<Integer, TinoException> failures) {
		assertThat(failures).as("calls that were cut off").isNotEmpty();
		failures.forEach((number, failure) -> {
			if (!failure.mayHaveRun()) {
				assertThat(this.added).as("%s", failure).doesNotContain(number);
			}
		});
	}

	@Test
	void whenTwoServersAreRestartedInTurnNoCallFails() {
		RestartableServer red = new RestartableServer(this.added);
		RestartableServer blue = new RestartableServer(this.added);
		try {
			call(red.address() + "," + blue.address(), (load) -> {
				for (int i = 0; i < RESTARTS / 2; i++) {
					load.awaitCalls();
					red.restart();
					blue.restart();
				}
				load.awaitCalls();
				assertThat(load.end()).isEmpty();
				assertThat(load.succeeded()).isEqualTo(this.added);
			});
		}
		finally {
			red.stop();
			blue.stop();
		}
	}

	private static void call(String addresses, Consumer<TemplateLoad> restarts) {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoClientAutoConfiguration.class))
			.withPropertyValues("tino.client.address=" + addresses)
			.run((context) -> {
				try (TemplateLoad load = new TemplateLoad(context.getBean(TinoTemplate.class))) {
					restarts.accept(load);
				}
			});
	}

}
