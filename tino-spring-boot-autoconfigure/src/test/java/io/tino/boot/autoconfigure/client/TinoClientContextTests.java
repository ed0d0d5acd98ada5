package io.tino.boot.autoconfigure.client;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClientInterceptor;
import io.tino.command.CallContext;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what calls bring along, and for what those inherit that are made meanwhile.
 */
@NullMarked
class TinoClientContextTests {

	private static final Map<String, String> TRACE = Map.of("baggage", "b", "traceparent", "p", "tracestate", "s");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class))
		.withUserConfiguration(Chain.class)
		.withPropertyValues("tino.server.port=0", "tino.server.allowed-headers=tenant,user,first,second");

	/** What a call has brought along. */
	record Context(Map<String, String> headers, @Nullable Long remainingMillis) {

		static Context current() {
			CallContext context = CallContext.current();
			Duration remaining = context.remaining();
			return new Context(new TreeMap<>(context.headers()), (remaining != null) ? remaining.toMillis() : null);
		}

	}

	@TinoEndpoint
	static class Chain {

		private final TinoTemplate template;

		Chain(@Lazy TinoTemplate template) {
			this.template = template;
		}

		@TinoCommand
		Context inner() {
			return Context.current();
		}

		@TinoCommand
		@Nullable Context outer() {
			return this.template.withTimeout(Duration.ofHours(2)).call("INNER", Context.class);
		}

		@TinoCommand
		@Nullable Context detached() {
			return this.template.withTimeout(Duration.ofHours(2)).detached().call("INNER", Context.class);
		}

		@TinoCommand
		Mono<Context> elsewhere() {
			return Mono.just("")
				.publishOn(Schedulers.parallel())
				.flatMap((value) -> Mono.fromFuture(() -> this.template.callAsync("INNER", Context.class)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		@Bean
		@Order(2)
		TinoClientInterceptor second() {
			return (command, options) -> options.withHeader("second", options.headers().get("first") + command);
		}

		@Bean
		@Order(1)
		TinoClientInterceptor first() {
			return (command, options) -> options.withHeader("first", "1");
		}

	}

	@Test
	void headersAndTheTimeThatIsLeftAreSent() {
		run(this.contextRunner, (template) -> {
			Context context = template.withHeader("Tenant", "t")
				.withHeader("unknown", "u")
				.withTimeout(Duration.ofHours(1))
				.call("INNER", Context.class);
			assertThat(context.headers()).containsExactly(Map.entry("tenant", "t"));
			assertThat(context.remainingMillis()).isBetween(1L, 3_600_000L);
		});
	}

	@Test
	void interceptorsAreAskedInTheirOrder() {
		run(this.contextRunner.withUserConfiguration(Interceptors.class),
				(template) -> assertThat(template.call("INNER", Context.class).headers())
					.containsExactly(Map.entry("first", "1"), Map.entry("second", "1INNER")));
	}

	@Test
	void furtherCallsHaveNoMoreTimeThanIsLeft() {
		run(this.contextRunner, (template) -> {
			TinoTemplate hour = template.withTimeout(Duration.ofHours(1));
			assertThat(hour.call("OUTER", Context.class).remainingMillis()).isBetween(1L, 3_600_000L);
			assertThat(hour.call("DETACHED", Context.class).remainingMillis()).isGreaterThan(3_600_000L);
		});
	}

	@Test
	void theTraceIsPassedOn() {
		run(this.contextRunner, (template) -> {
			TinoTemplate traced = template.withOptions(traced()).withHeader("tenant", "t");
			assertThat(traced.call("OUTER", Context.class).headers()).isEqualTo(TRACE);
			assertThat(traced.call("DETACHED", Context.class).headers()).isEmpty();
		});
	}

	@Test
	void headersArePassedOnThatAreToldSo() {
		run(this.contextRunner.withPropertyValues("tino.client.propagated-headers=Tenant,first"),
				(template) -> assertThat(template.withHeader("tenant", "t")
					.withHeader("user", "u")
					.call("OUTER", Context.class)
					.headers()).containsExactly(Map.entry("tenant", "t")));
	}

	@Test
	void callsThatAMonoMakesElsewhereInheritTheSame() {
		Hooks.enableAutomaticContextPropagation();
		try {
			run(this.contextRunner, (template) -> {
				Context context = template.withOptions(traced())
					.withTimeout(Duration.ofSeconds(9))
					.call("ELSEWHERE", Context.class);
				assertThat(context.headers()).isEqualTo(TRACE);
				assertThat(context.remainingMillis()).isBetween(1L, 9_000L);
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void aNameThatNoHeaderHasIsRefused() {
		this.contextRunner.withPropertyValues("tino.client.propagated-headers=credit")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.client.propagated-headers")));
	}

	private static TinoCallOptions traced() {
		TinoCallOptions options = TinoCallOptions.DEFAULTS;
		for (Map.Entry<String, String> header : TRACE.entrySet()) {
			options = options.withHeader(header.getKey(), header.getValue());
		}
		return options;
	}

	private static void run(ApplicationContextRunner runner, Consumer<TinoTemplate> test) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(TinoTemplate.class));
		});
	}

}
