package io.tino.benchmarks.startup;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.process.Answers;

/**
 * An application with Actuator. It names nothing of Tino, which is not on its class path.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WithoutStarter {

	/**
	 * Start the application, and print when it is ready. Stops when the standard input
	 * ends.
	 * @param arguments are not looked at
	 * @throws Exception if it cannot be started
	 */
	public static void main(String[] arguments) throws Exception {
		run(WithoutStarter.class);
	}

	static void run(Class<?> configuration) throws Exception {
		Answers answers = Answers.onStandardOutput();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(configuration)
			.web(WebApplicationType.NONE)
			.properties("spring.grpc.server.enabled=false", "tino.server.port=0")
			.run()) {
			answers.send(String.valueOf(context.getEnvironment().containsProperty("local.tino.port")));
			System.in.read();
		}
		System.exit(0);
	}

}
