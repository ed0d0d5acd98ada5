package io.tino.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopContext;
import org.springframework.aop.framework.ProxyConfig;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.tino.client.TinoCommandException;
import io.tino.client.TinoReplyException;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TinoProxyFactory}.
 */
class TinoProxyFactoryTests {

	private final StubClient stub = new StubClient();

	private final Api api = new TinoProxyFactory(new TinoTemplate(this.stub)).create(Api.class);

	interface Api {

		@TinoCommand
		int add(int a, @Nullable String b);

		@TinoCommand
		boolean isEmpty();

		@TinoCommand("Wait")
		void await();

		@TinoCommand("wait")
		CompletableFuture<@Nullable Void> awaitLater() throws Gone;

		@TinoCommand
		CompletableFuture<Optional<String>> text();

		@TinoCommand("TEXT")
		Mono<String> textReactively() throws Gone, Broken, Stubborn;

		@TinoCommand
		List<? extends Number> numbers(String... names);

		default Object current() {
			return AopContext.currentProxy();
		}

		@Override
		boolean equals(Object other);

		@Override
		int hashCode();

		@Override
		String toString();

	}

	@TinoError("GONE")
	static class Gone extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Gone() {
		}

		Gone(String message) {
			super(message);
		}

	}

	@TinoError("BROKEN")
	static class Broken extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Broken(String message) {
			throw new IllegalArgumentException("broken by " + message);
		}

	}

	@TinoError("STUBBORN")
	static class Stubborn extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Stubborn(String message) {
			super(message, null);
		}

	}

	@Test
	void callsTheCommandThatAMethodIs() {
		this.stub.reply.complete(3);
		assertThat(this.api.add(1, null)).isEqualTo(3);
		assertThat(this.stub.called).isEqualTo("ADD int [1, null]");
		this.stub.reply = CompletableFuture.completedFuture(List.of());
		this.api.numbers("a", "b");
		assertThat(this.stub.called).startsWith("NUMBERS java.util.List<java.lang.Number> [[Ljava.lang.String;@");
		this.api.await();
		assertThat(this.stub.called).isEqualTo("WAIT class java.lang.Void []");
	}

	interface Sized {

		int count();

	}

	interface Counting {

		@TinoCommand
		int count();

	}

	interface SizedFirst extends Sized, Counting {

	}

	interface CountingFirst extends Counting, Sized {

	}

	@ParameterizedTest
	@ValueSource(classes = { SizedFirst.class, CountingFirst.class })
	void aMethodOfTwoInterfacesIsOne(Class<?> type) {
		this.stub.reply.complete(3);
		Object client = new TinoProxyFactory(new TinoTemplate(this.stub)).create(type);
		assertThat(((Sized) client).count()).isEqualTo(3);
		assertThat(((Counting) client).count()).isEqualTo(3);
	}

	public interface General {

		@TinoCommand("LATEST")
		Object latest();

	}

	@Test
	void aMethodOfAnInterfaceThatNoBridgeWasCompiledForReturnsWhatItSays() {
		DynamicType.Unloaded<?> special = new ByteBuddy().makeInterface(General.class)
			.defineMethod("latest", String.class, Visibility.PUBLIC)
			.withoutCode()
			.make();
		Class<?> both = new ByteBuddy().makeInterface(General.class)
			.implement(special.getTypeDescription())
			.make()
			.include(special)
			.load(getClass().getClassLoader())
			.getLoaded();
		assertThat(both.getMethods()).hasSize(2).noneMatch(Method::isBridge);
		General client = (General) new TinoProxyFactory(new TinoTemplate(this.stub)).create(both);
		this.stub.reply.complete("text");
		assertThat(client.latest()).isEqualTo("text");
		assertThat(this.stub.called).isEqualTo("LATEST class java.lang.String []");
	}

	@Test
	void nullIsNoPrimitive() {
		this.stub.reply.complete(null);
		assertThatExceptionOfType(TinoReplyException.class).isThrownBy(this.api::isEmpty)
			.withMessage("Reply to IS_EMPTY is no boolean: none is not an allowed value")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
	}

	@Test
	void anEmptyReplyIsAnEmptyOptionalAndAnEmptyMono() {
		this.stub.reply.complete(null);
		assertThat(this.api.text().join()).isEmpty();
		assertThat(this.api.textReactively().blockOptional()).isEmpty();
	}

	@Test
	void cancellingWhatAMethodReturnsGivesUpTheCall() {
		this.api.awaitLater().cancel(true);
		assertThat(this.stub.reply).isCancelled();
		this.stub.reply = new CompletableFuture<>();
		this.api.text().cancel(true);
		assertThat(this.stub.reply).isCancelled();
		this.stub.reply = new CompletableFuture<>();
		Disposable subscription = this.api.textReactively().subscribe();
		assertThat(this.stub.reply).isNotDone();
		subscription.dispose();
		assertThat(this.stub.reply).isCancelled();
	}

	@Test
	void callsNothingBeforeAMonoIsSubscribedTo() {
		Mono<String> text = this.api.textReactively();
		assertThat(this.stub.called).isEmpty();
		this.stub.reply.complete("text");
		assertThat(text.block()).isEqualTo("text");
	}

	@Test
	void makesExceptionsByWhatConstructorTheyHave() {
		assertThat(failure("GONE", "with you")).isInstanceOf(Gone.class)
			.hasMessage("with you")
			.hasCauseInstanceOf(TinoCommandException.class);
		assertThat(failure("STUBBORN", "as a mule")).isInstanceOf(Stubborn.class)
			.hasMessage("as a mule")
			.hasNoCause()
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasOnlyElementsOfType(TinoCommandException.class));
		assertThat(failure("BROKEN", "chance")).isInstanceOf(TinoCommandException.class)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.isInstanceOf(IllegalArgumentException.class)
				.extracting("message")
				.isEqualTo("broken by chance"));
		assertThat(failure("OTHER", "")).isInstanceOf(TinoCommandException.class);
	}

	private Throwable failure(String code, String detail) {
		this.stub.reply = CompletableFuture.failedFuture(new TinoCommandException("TEXT", code, detail));
		return this.api.textReactively().materialize().block().getThrowable();
	}

	@Test
	void refusesToWaitOnTheEventLoopAsTheTemplateDoes() {
		this.stub.eventLoop = true;
		assertThatIllegalStateException().isThrownBy(this.api::await);
		this.stub.reply = new CompletableFuture<>();
		assertThat(this.api.awaitLater()).isNotDone();
	}

	@Test
	void isAnObjectItselfIfTheInterfaceSaysSo() {
		assertThat(this.api).hasToString("Tino client " + Api.class.getName()).isEqualTo(this.api);
		assertThat(this.api.hashCode()).isEqualTo(System.identityHashCode(this.api));
		assertThat(this.api).isNotEqualTo(new TinoProxyFactory(new TinoTemplate(this.stub)).create(Api.class));
	}

	@Test
	void isAdvisedByWhoeverComesLater() {
		this.stub.reply.complete(3);
		Advised advised = (Advised) this.api;
		MethodInterceptor advice = (invocation) -> "add".equals(invocation.getMethod().getName()) ? 40
				: invocation.proceed();
		advised.addAdvice(0, advice);
		assertThat(this.api.add(1, "b")).isEqualTo(40);
		assertThat(this.stub.called).isEmpty();
		this.api.await();
		assertThat(this.stub.called).startsWith("WAIT ");
		assertThat(this.api).isEqualTo(this.api);
		advised.removeAdvice(advice);
		assertThat(this.api.add(1, "b")).isEqualTo(3);
	}

	@Test
	void isExposedToWhatItCallsIfThatIsWanted() {
		this.stub.reply.complete(3);
		((ProxyConfig) advisedBy(this.api)).setExposeProxy(true);
		assertThat(this.api.current()).isSameAs(this.api);
	}

	private static Advised advisedBy(Object proxy) {
		ClientProxy handler = (ClientProxy) Proxy.getInvocationHandler(proxy);
		return handler.factory();
	}

}
