package io.tino.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import io.tino.client.SimulatedNetwork.Attempt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link Subscriptions}: whatever happens in whatever order, in the end the
 * server sends what is wanted, and nothing else.
 */
class SubscriptionPropertyTests {

	private static final SubscriptionSettings SETTINGS = new SubscriptionSettings(Duration.ofSeconds(10),
			Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(1));

	/** A channel that is refused, and two channels and patterns that are not. */
	private static final List<TinoTopics> TOPICS = List.of(TinoTopics.ofChannels("a"), TinoTopics.ofChannels("b"),
			TinoTopics.ofChannels("a", "b"), TinoTopics.ofPatterns("a"), TinoTopics.ofPatterns("c", "d"),
			new TinoTopics(Set.of("a"), Set.of("a")), TinoTopics.ofChannels("secret"),
			TinoTopics.ofChannels("secret", "b"));

	enum Step {

		SUBSCRIBE, UNSUBSCRIBE, PAUSE, RESUME, CONNECT, CONNECT_PLAINLY, FAIL, ANSWER, ANSWER_A_LITTLE, BREAK, WAIT,
		WAIT_LONG

	}

	@Property(tries = 2_000)
	void inTheEndTheServerSendsWhatIsWanted(@ForAll("schedules") List<Tuple.Tuple2<Step, Integer>> schedule) {
		World world = new World();
		schedule.forEach((step) -> world.apply(step.get1(), step.get2()));
		world.settle();
		world.check();
		world.close();
	}

	@Provide
	Arbitrary<List<Tuple.Tuple2<Step, Integer>>> schedules() {
		Arbitrary<Step> step = Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.of(Step.class)),
				Tuple.of(3, Arbitraries.of(Step.SUBSCRIBE, Step.UNSUBSCRIBE, Step.CONNECT, Step.ANSWER_A_LITTLE)));
		return step.flatMap((kind) -> Arbitraries.integers().between(0, 100).map((number) -> Tuple.of(kind, number)))
			.list()
			.ofMaxSize(60);
	}

	/** A client, its users and its server. */
	private static final class World {

		private final SimulatedNetwork network = new SimulatedNetwork();

		private final Subscriptions subscriptions = new Subscriptions(
				this.network.context(new ClientHandshake(null, null, null), TinoClientListener.NONE),
				this.network.addresses(), SETTINGS, this.network.loop(), new SplittableRandom(1)::nextDouble);

		private final List<User> users = new ArrayList<>();

		private @Nullable ModelServer server;

		void apply(Step step, int number) {
			switch (step) {
				case SUBSCRIBE -> this.users.add(new User(TOPICS.get(number % TOPICS.size())));
				case UNSUBSCRIBE -> user(number, User::close);
				case PAUSE -> user(number, (user) -> user.subscription.pause());
				case RESUME -> user(number, (user) -> user.subscription.resume());
				case CONNECT -> connect(true);
				case CONNECT_PLAINLY -> connect(false);
				case FAIL -> pending((attempt) -> attempt.fail("refused"));
				case ANSWER -> answer(Integer.MAX_VALUE);
				case ANSWER_A_LITTLE -> answer(number);
				case BREAK -> breakConnection();
				case WAIT -> this.network.advance(Duration.ofMillis(number));
				case WAIT_LONG -> this.network.advance(Duration.ofSeconds(number));
			}
			if (number % 3 != 0) { // or several things happen before the event loop runs
				this.network.run();
			}
			if (this.server != null && this.server.attempt.transport().isClosed()) {
				breakConnection();
			}
		}

		private void user(int number, Consumer<User> action) {
			if (!this.users.isEmpty()) {
				action.accept(this.users.get(number % this.users.size()));
			}
		}

		private void pending(Consumer<Attempt> action) {
			if (this.network.attempts() > 0 && !this.network.attempt(this.network.attempts()).isOver()
					&& !this.network.attempt(this.network.attempts()).isConnected()) {
				action.accept(this.network.attempt(this.network.attempts()));
			}
		}

		private void connect(boolean resp3) {
			pending((attempt) -> this.server = new ModelServer(attempt.connect(), resp3));
		}

		private void answer(int bytes) {
			if (this.server != null) {
				this.server.answer(bytes);
			}
		}

		private void breakConnection() {
			if (this.server != null) {
				this.server.attempt.close();
				this.server = null;
			}
		}

		/** Let all become well. */
		void settle() {
			this.users.forEach((user) -> user.subscription.resume());
			for (int i = 0; i < 20; i++) {
				apply(Step.CONNECT, 1);
				apply(Step.ANSWER, 1);
				apply((this.server != null) ? Step.ANSWER : Step.WAIT_LONG, 1);
			}
		}

		void check() {
			Set<String> wanted = new TreeSet<>();
			this.users.forEach((user) -> wanted.addAll(user.topics()));
			if (wanted.isEmpty()) {
				assertThat(this.server).isNull();
				return;
			}
			ModelServer current = this.server;
			assertThat(current).isNotNull();
			this.users.stream()
				.filter((user) -> !user.topics().contains("channel secret"))
				.forEach((user) -> assertThat(user.subscription.isActive()).isEqualTo(!user.closed));
			wanted.remove("channel secret");
			assertThat(current.on).isEqualTo(wanted);
			this.users.forEach((user) -> user.messages.clear());
			wanted.forEach(current::publish);
			current.answer(Integer.MAX_VALUE);
			this.users.forEach((user) -> {
				Set<String> topics = user.topics();
				topics.remove("channel secret");
				assertThat(user.messages).containsExactlyInAnyOrderElementsOf(topics);
				assertThat(user.resubscribed).isBetween(0, user.interrupted);
			});
		}

		void close() {
			this.subscriptions.close();
			this.network.close();
		}

		/** Somebody who subscribes. */
		private final class User implements TinoMessageHandler<ByteBuffer> {

			private final TinoSubscription subscription;

			private final List<String> messages = new ArrayList<>();

			private int interrupted;

			private int resubscribed;

			private boolean closed;

			User(TinoTopics topics) {
				this.subscription = World.this.subscriptions.subscribe(topics, this);
			}

			void close() {
				this.closed = true;
				this.subscription.close();
			}

			Set<String> topics() {
				Set<String> topics = new LinkedHashSet<>();
				if (!this.closed) {
					Topic.of(this.subscription.topics()).forEach((topic) -> topics.add(topic.toString()));
				}
				return topics;
			}

			@Override
			public void handle(TinoMessage<ByteBuffer> message) {
				this.messages
					.add((message.pattern() != null) ? "pattern " + message.pattern() : "channel " + message.channel());
			}

			@Override
			public void interrupted(@Nullable Throwable cause) {
				this.interrupted++;
			}

			@Override
			public void resubscribed() {
				this.resubscribed++;
			}

		}

	}

	/** One connection of a server that does as Redis does. */
	private static final class ModelServer {

		private final Attempt attempt;

		private final boolean resp3;

		private final Set<String> on = new TreeSet<>();

		private String requests = "";

		private String answers = "";

		ModelServer(Attempt attempt, boolean resp3) {
			this.attempt = attempt;
			this.resp3 = resp3;
		}

		void publish(String topic) {
			String name = topic.substring(topic.indexOf(' ') + 1);
			this.answers += topic.startsWith("pattern") ? push("pmessage", name, name, "hi")
					: push("message", name, "hi");
		}

		/** Do what has been asked, and send some bytes of what there is to say. */
		void answer(int bytes) {
			this.requests += this.attempt.takeSent();
			while (!this.requests.isEmpty()) {
				String[] lines = this.requests.split("\r\n", -1);
				int size = Integer.parseInt(lines[0].substring(1));
				List<String> request = new ArrayList<>();
				int length = lines[0].length() + 2;
				for (int i = 0; i < size; i++) {
					request.add(lines[2 * i + 2]);
					length += lines[2 * i + 1].length() + lines[2 * i + 2].length() + 4;
				}
				this.requests = this.requests.substring(length);
				this.answers += answer(request.get(0), request.get(size - 1));
			}
			String now = this.answers.substring(0, Math.min(bytes, this.answers.length()));
			this.answers = this.answers.substring(now.length());
			if (!now.isEmpty() && !this.attempt.transport().isClosed()) {
				this.attempt.receive(now);
			}
		}

		private String answer(String command, String name) {
			if (name.equals("secret") && command.equals("SUBSCRIBE")) {
				return "-NOPERM no\r\n";
			}
			switch (command) {
				case "SUBSCRIBE" -> this.on.add("channel " + name);
				case "PSUBSCRIBE" -> this.on.add("pattern " + name);
				case "UNSUBSCRIBE" -> this.on.remove("channel " + name);
				case "PUNSUBSCRIBE" -> this.on.remove("pattern " + name);
				case "HELLO" -> {
					return this.resp3 ? "%0\r\n" : "-ERR unknown command 'HELLO'\r\n";
				}
				default -> {
					return (this.resp3 || this.on.isEmpty()) ? "+PONG\r\n" : "*2\r\n$4\r\npong\r\n$0\r\n\r\n";
				}
			}
			return push(command.toLowerCase(Locale.ROOT), name, this.on.size());
		}

		private String push(Object... elements) {
			return this.resp3 ? SubscriptionsTests.push(elements) : SubscriptionsTests.array(elements);
		}

	}

}
