package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.server.NettyTinoServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls with a bare {@code null} where the compiler chooses a method by it.
 */
class NullArgumentsTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final TinoCallOptions OPTIONS = TinoCallOptions.DEFAULTS.withTimeout(GRACE);

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.commands(List.of(new ArgumentsCommand()))
		.build();

	private @Nullable NettyTinoClient client;

	@BeforeEach
	void start() {
		this.server.start();
		this.client = NettyTinoClient.builder().address(Objects.requireNonNull(this.server.localAddress())).build();
	}

	@AfterEach
	void close() {
		client().close();
		this.server.stop(Duration.ZERO).join();
	}

	/** The casts say what the compiler makes of bare ones, and warns of. */
	@Test
	void nullsAreArgumentsOfCalls() {
		assertArguments(client().call("ARGUMENTS", String.class), "[]");
		assertArguments(client().call("ARGUMENTS", String.class, (Object[]) null), "[null]");
		assertArguments(client().call("ARGUMENTS", String.class, null, (Object[]) null), "[null, null]");
		assertArguments(client().call("ARGUMENTS", String.class, null, 1), "[null, 1]");
		assertArguments(client().call("ARGUMENTS", String.class, null, null, null), "[null, null, null]");
		assertArguments(client().call("ARGUMENTS", String.class, 1, null), "[1, null]");
	}

	@Test
	void nullsAreArgumentsOfCallsWithOptions() {
		assertArguments(client().call("ARGUMENTS", String.class, OPTIONS), "[]");
		assertArguments(client().call("ARGUMENTS", String.class, OPTIONS, (Object[]) null), "[null]");
		assertArguments(client().call("ARGUMENTS", String.class, OPTIONS, null, null), "[null, null]");
	}

	@Test
	void nullsAreArgumentsOfSessions() {
		try (TinoSession session = client().session()) {
			assertArguments(session.call("ARGUMENTS", String.class, (Object[]) null), "[null]");
			assertArguments(session.call("ARGUMENTS", String.class, null, (Object[]) null), "[null, null]");
			assertArguments(session.call("ARGUMENTS", String.class, null, 1), "[null, 1]");
			assertArguments(session.call("ARGUMENTS", String.class, OPTIONS, null, 1), "[null, 1]");
		}
	}

	private static void assertArguments(CompletableFuture<@Nullable String> call, String expected) {
		assertThat(call).succeedsWithin(GRACE).isEqualTo(expected);
	}

	private NettyTinoClient client() {
		return Objects.requireNonNull(this.client);
	}

	/** Tells its arguments. */
	private static final class ArgumentsCommand implements Command {

		private final CommandSpec spec = CommandSpec.named("ARGUMENTS").arguments(0, 3).build();

		@Override
		public CommandSpec spec() {
			return this.spec;
		}

		@Override
		public void call(Call call) {
			StringBuilder arguments = new StringBuilder();
			for (int i = 0; i < call.argumentCount(); i++) {
				arguments.append((i > 0) ? ", " : "").append(CODEC.<Object>reader(Object.class).read(call.argument(i)));
			}
			call.reply("[" + arguments + "]", CODEC::write);
		}

	}

}
