package io.tino.spring.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.NullMarked;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.server.NettyTinoServer;

/**
 * A server that is stopped and started again on one port. {@code ADD_ONCE number} may be
 * called once with each number, {@code DOUBLE number} as often as one likes.
 */
@NullMarked
final class RestartableServer {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final PayloadReader<Integer> INTEGER = CODEC.reader(Integer.class);

	private final int port;

	private final Set<Integer> added;

	private NettyTinoServer server;

	/**
	 * Start a server.
	 * @param added takes the numbers that have been added, those of other servers too
	 */
	RestartableServer(Set<Integer> added) {
		this.port = unusedPort();
		this.added = added;
		this.server = start();
	}

	/**
	 * Find a port that is not taken by who connects while no server has it: not even by
	 * the client, which could connect to itself.
	 */
	private static int unusedPort() {
		for (int attempt = 0; attempt < 100; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) { // somebody has that one
				continue;
			}
		}
		throw new IllegalStateException("No port is free");
	}

	private NettyTinoServer start() {
		NettyTinoServer started = NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", this.port))
			.commands(List.of(new NumberCommand("ADD_ONCE", this::addOnce),
					new NumberCommand("DOUBLE", (number) -> 2 * number)))
			.build();
		started.start();
		return started;
	}

	private int addOnce(int number) {
		if (!this.added.add(number)) {
			throw new IllegalStateException(number + " has been added before");
		}
		return number;
	}

	String address() {
		return "127.0.0.1:" + this.port;
	}

	/** Let clients move and calls end, then put another server in its place. */
	void restart() {
		stop();
		this.server = start();
	}

	/** Cut clients and calls off, and put another server in its place. */
	void crash() {
		this.server.stop(Duration.ZERO).join();
		this.server = start();
	}

	void stop() {
		this.server.stop(GRACE).join();
	}

	/** Makes a number of a number, on a worker. */
	private record NumberCommand(CommandSpec spec, NumberFunction function) implements Command {

		NumberCommand(String name, NumberFunction function) {
			this(CommandSpec.named(name).arguments(1, 1).build(), function);
		}

		@Override
		public void call(Call call) {
			int number = Objects.requireNonNull(INTEGER.read(call.argument(0)));
			call.reply(this.function.apply(number), CODEC::write);
		}

	}

	private interface NumberFunction {

		int apply(int number);

	}

}
