package io.tino.spring.endpoint;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.ReflectionUtils;

import io.tino.command.CallContext;
import io.tino.command.CommandException;
import io.tino.command.TinoConnection;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways to invoke methods of endpoints: what a class of constants does is
 * what the general way does.
 */
class EndpointInvocationTests {

	private static final List<List<String>> CALLS = List.of(List.of("1", "2", "3", "4", "5"),
			List.of("9", "\"text\"", "null", "300", "5"), List.of("\"x\"", "\"y\"", "\"z\"", "1", "2"),
			List.of("null", "null", "null", "null", "null"), List.of("1", "{", "3", "4", "5"),
			List.of("99999999999", "2", "3", "4", "5"), List.of("[1, 2]", "[3]", "[]", "[4]", "5"));

	private final Endpoint endpoint = new Endpoint();

	static Stream<Arguments> calls() {
		return methods().flatMap((method) -> CALLS.stream().map((call) -> Arguments.of(method.getName(), call)));
	}

	private static Stream<Method> methods() {
		return Arrays.stream(Endpoint.class.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(TinoCommand.class))
			.sorted(Comparator.comparing(Method::getName));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void whatConstantsDoIsWhatIsDoneInGeneral(String name, List<String> sent) {
		EndpointMethod method = method(name);
		ArgumentResolvers arguments = arguments(method);
		EndpointInvocation constant = Objects.requireNonNull(ConstantInvocations.define(method, arguments));
		EndpointInvocation general = (call) -> method.invoke(arguments.resolve(call));
		assertThat(outcome(constant, sent)).isEqualTo(outcome(general, sent));
	}

	private EndpointMethod method(String name) {
		Method method = methods().filter((candidate) -> candidate.getName().equals(name)).findFirst().orElseThrow();
		return EndpointMethod.of(this.endpoint, Endpoint.class, method);
	}

	private static ArgumentResolvers arguments(EndpointMethod method) {
		PayloadEndpointFormat format = new PayloadEndpointFormat(PayloadCodecs.of(PayloadMappers.messagePack()));
		return ArgumentResolvers.of(method, new StaticListableBeanFactory(), format, new DefaultConversionService());
	}

	/** Say what comes of a call, and what the method has been invoked with. */
	private String outcome(EndpointInvocation invocation, List<String> sent) {
		this.endpoint.seen = "";
		StubCall call = new StubCall(CallContext.EMPTY, sent.toArray(String[]::new));
		try {
			return "returns " + invocation.invoke(call) + this.endpoint.seen;
		}
		catch (CommandException ex) {
			return "fails by " + ex.code() + " " + ex.getMessage() + this.endpoint.seen;
		}
		catch (Throwable ex) {
			return "throws " + ex + this.endpoint.seen;
		}
	}

	@Test
	void eachMethodHasConstantsOfItsOwn() throws Throwable {
		EndpointInvocation add = define("two");
		EndpointInvocation text = define("one");
		assertThat(add.getClass()).isNotEqualTo(text.getClass());
		assertThat(add.getClass().isHidden()).isTrue();
		assertThat(add.invoke(new StubCall(CallContext.EMPTY, "20", "22"))).isEqualTo(42);
		assertThat(text.invoke(new StubCall(CallContext.EMPTY, "\"a\""))).isEqualTo("one a");
	}

	private EndpointInvocation define(String name) {
		EndpointMethod method = method(name);
		return Objects.requireNonNull(ConstantInvocations.define(method, arguments(method)));
	}

	@Test
	void aMethodOfMoreParametersIsInvokedInGeneral() throws Throwable {
		Method five = Objects.requireNonNull(
				ReflectionUtils.findMethod(Many.class, "five", int.class, int.class, int.class, int.class, int.class));
		EndpointMethod method = EndpointMethod.of(new Many(), Many.class, five);
		assertThat(ConstantInvocations.define(method, arguments(method))).isNull();
		EndpointInvocation invocation = EndpointInvocation.of(method, arguments(method), null);
		assertThat(invocation.invoke(new StubCall(CallContext.EMPTY, "1", "2", "3", "4", "5"))).isEqualTo(15);
	}

	static class Many {

		@TinoCommand
		int five(int a, int b, int c, int d, int e) {
			return a + b + c + d + e;
		}

	}

	static class Endpoint {

		private String seen = "";

		@TinoCommand
		void none() {
			this.seen = " after none";
		}

		@TinoCommand
		String one(String text) {
			return "one " + text;
		}

		@TinoCommand
		int two(int a, int b) {
			return a + b;
		}

		@TinoCommand
		@Nullable Object three(long a, @Nullable Integer b, TinoConnection connection) {
			this.seen = " by " + (connection != null);
			return (b != null) ? a * b : null;
		}

		@TinoCommand
		double four(byte a, short b, double c, Long d) {
			return a + b + c + d;
		}

		@TinoCommand
		int sum(int... numbers) {
			return Arrays.stream(numbers).sum();
		}

		@TinoCommand
		boolean failing(int a) throws IOException {
			this.seen = " after " + a;
			throw new IOException("as the test wants it " + a);
		}

	}

}
