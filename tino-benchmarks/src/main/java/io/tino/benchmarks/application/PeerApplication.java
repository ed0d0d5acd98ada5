package io.tino.benchmarks.application;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts applications that have auto-configuration, Actuator, and of all servers and
 * clients only those that they turn on.
 */
public final class PeerApplication {

	private static final String[] NOTHING_ELSE = { "spring.main.banner-mode=off", "server.address=127.0.0.1",
			"server.port=0", "spring.reactor.netty.shutdown-quiet-period=0", "spring.grpc.server.enabled=false",
			"spring.grpc.client.enabled=false", "tino.server.enabled=false", "tino.client.enabled=false" };

	private PeerApplication() {
	}

	/**
	 * Start an application without a web server.
	 * @param configuration its configuration
	 * @param properties its properties, such as {@code tino.server.enabled=true}
	 * @return the application
	 */
	public static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
		return start(WebApplicationType.NONE, configuration, properties);
	}

	/**
	 * Start an application.
	 * @param web its web server, which gets a free port of 127.0.0.1
	 * @param configuration its configuration
	 * @param properties its properties
	 * @return the application
	 */
	public static ConfigurableApplicationContext start(WebApplicationType web, Class<?> configuration,
			String... properties) {
		return new SpringApplicationBuilder(Common.class, configuration).web(web)
			.properties(NOTHING_ELSE)
			.properties(properties)
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Common {

	}

}
