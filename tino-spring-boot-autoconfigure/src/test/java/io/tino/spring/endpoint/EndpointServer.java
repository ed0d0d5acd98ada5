package io.tino.spring.endpoint;

import java.util.function.Consumer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoPortInfoApplicationContextInitializer;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose endpoints are called over a socket.
 */
final class EndpointServer {

	private EndpointServer() {
	}

	/** Return what runs such an application, on any free port. */
	static ApplicationContextRunner contextRunner() {
		return new ApplicationContextRunner().withInitializer(new TinoPortInfoApplicationContextInitializer())
			.withConfiguration(
					AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
			.withPropertyValues("tino.server.port=0");
	}

	/** Run an application with an endpoint, and call it. */
	static void run(ApplicationContextRunner runner, Class<?> endpoint, Consumer<RespSocket> test) {
		runner.withUserConfiguration(endpoint).run((context) -> {
			assertThat(context).hasNotFailed();
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				test.accept(socket);
			}
		});
	}

}
