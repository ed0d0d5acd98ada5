package io.tino.spring.client;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.client.TinoCallOptions;
import io.tino.command.CallContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HeaderPropagation}.
 */
class HeaderPropagationTests {

	private static final Map<String, String> TRACE = Map.of("traceparent", "00-1-2-01", "tracestate", "a=1", "baggage",
			"b=2");

	@Test
	void passesOnTheHeadersThatItIsTold() {
		HeaderPropagation propagation = new HeaderPropagation(List.of("Tenant", "user"));
		Map<String, String> served = Map.of("tenant", "t", "secret", "s");
		assertThat(intercept(propagation, served, TinoCallOptions.DEFAULTS)).isEqualTo(Map.of("tenant", "t"));
	}

	@Test
	void passesOnTheTrace() {
		assertThat(intercept(new HeaderPropagation(List.of()), TRACE, TinoCallOptions.DEFAULTS)).isEqualTo(TRACE);
	}

	@Test
	void leavesTheTraceThatATracerHasBegun() {
		TinoCallOptions traced = TinoCallOptions.DEFAULTS.withHeader("traceparent", "00-1-3-01");
		Map<String, String> expected = Map.of("traceparent", "00-1-3-01", "baggage", "b=2");
		assertThat(intercept(new HeaderPropagation(List.of()), TRACE, traced)).isEqualTo(expected);
		assertThat(intercept(new HeaderPropagation(List.of("tracestate")), TRACE, traced)).isEqualTo(expected);
	}

	@Test
	void leavesWhatTheCallHasAlready() {
		HeaderPropagation propagation = new HeaderPropagation(List.of("tenant"));
		assertThat(intercept(propagation, Map.of("tenant", "t"), TinoCallOptions.DEFAULTS.withHeader("tenant", "u")))
			.isEqualTo(Map.of("tenant", "u"));
	}

	@Test
	void aDetachedCallGetsNothing() {
		assertThat(intercept(new HeaderPropagation(List.of()), TRACE, TinoCallOptions.DEFAULTS.detached())).isEmpty();
	}

	@Test
	void outsideOfCallsThereIsNothingToPassOn() {
		assertThat(new HeaderPropagation(List.of("tenant")).intercept("ADD", TinoCallOptions.DEFAULTS))
			.isSameAs(TinoCallOptions.DEFAULTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Deadline-MS", "credit" })
	void namesThatNoHeaderHasAreRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HeaderPropagation(List.of(name)))
			.withMessageContaining("'" + name + "'");
	}

	private static Map<String, String> intercept(HeaderPropagation propagation, Map<String, String> served,
			TinoCallOptions options) {
		CallContext previous = CallContext.of(served, null, () -> 0).attach();
		try {
			return propagation.intercept("ADD", options).headers();
		}
		finally {
			previous.attach();
		}
	}

}
