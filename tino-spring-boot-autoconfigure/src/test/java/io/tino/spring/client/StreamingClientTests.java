package io.tino.spring.client;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ParameterizedTypeReference;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.client.TinoReactiveClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoException;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.endpoint.TinoError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the streams of templates and of clients that are made of interfaces, against
 * a real server.
 */
class StreamingClientTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class, TinoReactiveClientAutoConfiguration.class))
		.withUserConfiguration(NumberEndpoint.class)
		.withPropertyValues("tino.server.port=0");

	record Item(int number) {
	}

	@TinoError("NO_MORE_NUMBERS")
	static class NoMoreNumbers extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@TinoContract(errors = NoMoreNumbers.class)
	interface Numbers {

		@TinoCommand
		Stream<Item> count(int end);

		@TinoCommand("COUNT")
		Iterator<Item> iterate(int end);

		@TinoCommand("COUNT")
		Iterable<Item> iterable(int end);

		@TinoCommand("COUNT")
		Flow.Publisher<Item> publish(int end);

		@TinoCommand("COUNT")
		Flux<Item> flux(int end);

		@TinoCommand
		int sum(Flux<Item> items);

		@TinoCommand
		Flux<Item> twice(Flow.Publisher<Item> items, int factor);

	}

	/** What the endpoint and its clients have in common. */
	interface Sums {

		@TinoCommand("SUM")
		int sumOf(Iterator<Item> items);

		@TinoCommand("SUM")
		CompletionStage<Integer> sumLater(Iterator<Item> items);

		@TinoCommand("TWICE")
		Flux<Item> twice(Iterator<Item> items, int factor);

	}

	interface Totals {

		@TinoCommand
		int total(Iterator<Item> items);

	}

	@TinoEndpoint
	static class TotalEndpoint implements Totals {

		@Override
		public int total(Iterator<Item> items) {
			int total = 0;
			while (items.hasNext()) {
				total += items.next().number();
			}
			return total;
		}

	}

	interface TwoStreams {

		@TinoCommand
		int sum(Flux<Item> items, Flow.Publisher<Item> others);

	}

	@TinoEndpoint
	static class NumberEndpoint {

		private final AtomicInteger closed = new AtomicInteger();

		@TinoCommand
		Stream<Item> count(int end) {
			return IntStream.range(0, end).mapToObj((number) -> {
				if (number == 1000) {
					throw new NoMoreNumbers();
				}
				return new Item(number);
			}).onClose(this.closed::incrementAndGet);
		}

		@TinoCommand
		int sum(Iterator<Item> items) {
			int sum = 0;
			while (items.hasNext()) {
				sum += items.next().number();
			}
			return sum;
		}

		@TinoCommand
		Flux<Item> twice(Flux<Item> items, int factor) {
			return items.map((item) -> new Item(factor * item.number()));
		}

	}

	@Test
	void templatesReadStreams() {
		this.contextRunner.run((context) -> {
			TinoTemplate template = context.getBean(TinoTemplate.class);
			try (Stream<Item> items = template.stream("COUNT", Item.class, 500)) {
				assertThat(items.mapToInt(Item::number)).hasSize(500).isSorted();
			}
			try (Stream<Item> items = template.stream("COUNT", new ParameterizedTypeReference<Item>() {
			}, 5)) {
				assertThat(items).hasSize(5).first().isEqualTo(new Item(0));
			}
			AtomicInteger closed = context.getBean(NumberEndpoint.class).closed;
			await().atMost(GRACE).untilAtomic(closed, (count) -> assertThat(count.intValue()).isEqualTo(2));
			try (Stream<Item> items = template.stream("COUNT", Item.class, 999)) {
				assertThat(items.findFirst()).contains(new Item(0));
			}
			await().atMost(GRACE).untilAtomic(closed, (count) -> assertThat(count.intValue()).isEqualTo(3));
			assertThat(Flux.from(JdkFlowAdapter.flowPublisherToFlux(template.publisher("COUNT", Item.class, 7)))
				.count()
				.block(GRACE)).isEqualTo(7);
		});
	}

	@Test
	void whatIsReadOnAnEventLoopIsRefused() {
		this.contextRunner.run((context) -> {
			TinoTemplate template = context.getBean(TinoTemplate.class);
			Flux<Long> counts = JdkFlowAdapter.flowPublisherToFlux(template.publisher("COUNT", Item.class, 1))
				.map((item) -> template.stream("COUNT", Item.class, 5).count());
			assertThatIllegalStateException().isThrownBy(() -> counts.blockLast(GRACE))
				.withMessageContaining("on an event loop of the client");
		});
	}

	@Test
	void templatesSendStreams() {
		this.contextRunner.run((context) -> {
			TinoTemplate template = context.getBean(TinoTemplate.class);
			Flow.Publisher<Item> items = JdkFlowAdapter.publisherToFlowPublisher(Flux.range(0, 1000).map(Item::new));
			assertThat(template.withItems(items).call("SUM", Integer.class)).isEqualTo(999 * 500);
			assertThat(template.withItems(items).callAsync("SUM", Integer.class).get(30, TimeUnit.SECONDS))
				.isEqualTo(999 * 500);
		});
	}

	@Test
	void reactiveTemplatesCallForEachSubscriber() {
		this.contextRunner.run((context) -> {
			ReactiveTinoTemplate template = context.getBean(ReactiveTinoTemplate.class).withTimeout(GRACE);
			Flux<Item> items = template.stream("COUNT", Item.class, 300);
			assertThat(items.count().block(GRACE)).isEqualTo(300);
			assertThat(items.map(Item::number).take(3).collectList().block(GRACE)).containsExactly(0, 1, 2);
			AtomicInteger closed = context.getBean(NumberEndpoint.class).closed;
			await().atMost(GRACE).untilAtomic(closed, (count) -> assertThat(count.intValue()).isEqualTo(2));
			Mono<Integer> sum = template.withItems(Flux.just(new Item(1), new Item(2))).call("SUM", Integer.class);
			assertThat(sum.block(GRACE)).isEqualTo(3);
			assertThat(sum.block(GRACE)).isEqualTo(3);
			assertThat(
					template.idempotent().withHeader("a", "b").stream("COUNT", new ParameterizedTypeReference<Item>() {
					}, 2).collectList().block(GRACE))
				.hasSize(2);
			assertThat(template.withItems(Flux.empty()).call("SUM", new ParameterizedTypeReference<Integer>() {
			}).block(GRACE)).isZero();
		});
	}

	@Test
	void withoutReactorThereIsNoReactiveTemplate() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveTinoTemplate.class));
	}

	@Test
	void aReactiveTemplateOfTheApplicationIsTaken() {
		this.contextRunner
			.withBean("own", ReactiveTinoTemplate.class,
					() -> new ReactiveTinoTemplate(new TinoTemplate(new StubClient())))
			.run((context) -> assertThat(context).hasSingleBean(ReactiveTinoTemplate.class).hasBean("own"));
	}

	@Test
	void interfacesReadStreams() {
		withNumbers((numbers) -> {
			try (Stream<Item> items = numbers.count(10)) {
				assertThat(items.map(Item::number)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
			}
			assertThat(numbers.iterate(3)).toIterable().containsExactly(new Item(0), new Item(1), new Item(2));
			Iterable<Item> iterable = numbers.iterable(3);
			assertThat(iterable).containsExactly(new Item(0), new Item(1), new Item(2));
			assertThat(iterable).as("once more").hasSize(3);
			assertThat(numbers.flux(300).count().block(GRACE)).isEqualTo(300);
			assertThat(JdkFlowAdapter.flowPublisherToFlux(numbers.publish(4)).count().block(GRACE)).isEqualTo(4);
		});
	}

	@Test
	void interfacesThrowWhatTheyDeclareBehindTheItems() {
		withNumbers((numbers) -> {
			AtomicInteger read = new AtomicInteger();
			try (Stream<Item> items = numbers.count(2000)) {
				assertThatExceptionOfType(NoMoreNumbers.class)
					.isThrownBy(() -> items.forEach((item) -> read.incrementAndGet()))
					.withCauseInstanceOf(TinoCommandException.class);
			}
			assertThat(read).hasValue(1000);
			assertThatExceptionOfType(NoMoreNumbers.class).isThrownBy(() -> numbers.flux(2000).blockLast(GRACE));
		});
	}

	@Test
	void interfacesSendStreams() {
		withNumbers((numbers) -> {
			assertThat(numbers.sum(Flux.range(0, 100).map(Item::new))).isEqualTo(99 * 50);
			assertThat(numbers.twice(JdkFlowAdapter.publisherToFlowPublisher(Flux.range(0, 100).map(Item::new)), 2)
				.map(Item::number)
				.reduce(0, Integer::sum)
				.block(GRACE)).isEqualTo(99 * 100);
			assertThatIllegalArgumentException().isThrownBy(() -> numbers.sum(null))
				.withMessage("A stream that is sent must not be null");
		});
	}

	@Test
	void anEndpointAndItsClientHaveAnInterfaceThatTakesAnIterator() {
		this.contextRunner.withUserConfiguration(TotalEndpoint.class).run((context) -> {
			Totals totals = new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Totals.class);
			assertThat(totals.total(IntStream.range(0, 1000).mapToObj(Item::new).iterator())).isEqualTo(999 * 500);
			assertThat(totals.total(Collections.emptyIterator())).isZero();
		});
	}

	@Test
	void anIteratorThatWaitsHoldsUpNothing() {
		this.contextRunner.run((context) -> {
			TinoTemplate template = context.getBean(TinoTemplate.class);
			Sums sums = new TinoProxyFactory(template).create(Sums.class);
			Iterator<Item> calling = IntStream.range(1, 4).mapToObj((number) -> {
				Iterator<Item> inner = List.of(new Item(number), new Item(number)).iterator();
				return new Item(template.withItems(inner).withTimeout(GRACE).call("SUM", Integer.class));
			}).iterator();
			assertThat(sums.sumOf(calling)).as("twice each").isEqualTo(12);
			assertThat(sums.twice(List.of(new Item(3), new Item(4)).iterator(), 2).collectList().block(GRACE))
				.containsExactly(new Item(6), new Item(8));
		});
	}

	@Test
	void givingUpACallInterruptsItsIterator() {
		this.contextRunner.run((context) -> {
			Sums sums = new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Sums.class);
			CountDownLatch waiting = new CountDownLatch(1);
			CountDownLatch interrupted = new CountDownLatch(1);
			CompletableFuture<Integer> sum = sums.sumLater(Stream.of(1).map((number) -> {
				waiting.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
				return new Item(number);
			}).iterator()).toCompletableFuture();
			assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(sum.cancel(false)).isTrue();
			assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void whatAnIteratorThrowsFailsTheCall() {
		this.contextRunner.run((context) -> {
			Sums sums = new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Sums.class);
			Iterator<Item> items = Stream.of(1).map((number) -> {
				if (number == 1) {
					throw new IllegalStateException("as the test wants it");
				}
				return new Item(number);
			}).iterator();
			assertThatExceptionOfType(TinoException.class).isThrownBy(() -> sums.sumOf(items))
				.satisfies((ex) -> assertThat(ex.getSuppressed()[0]).hasMessage("as the test wants it"));
			assertThatIllegalArgumentException().isThrownBy(() -> sums.sumOf(null))
				.withMessage("A stream that is sent must not be null");
		});
	}

	@Test
	void twoStreamsAreRefused() {
		TinoProxyFactory factory = new TinoProxyFactory(new TinoTemplate(new StubClient()));
		assertThatExceptionOfType(InvalidClientException.class).isThrownBy(() -> factory.create(TwoStreams.class))
			.withMessageContaining("has two parameters that are streams");
	}

	private void withNumbers(Consumer<Numbers> test) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Numbers.class));
		});
	}

}
