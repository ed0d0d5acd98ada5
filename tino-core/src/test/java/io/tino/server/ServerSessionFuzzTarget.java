package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tino.command.Command;
import io.tino.command.Permission;
import io.tino.fuzz.FuzzEvent;
import io.tino.fuzz.FuzzStep;
import io.tino.fuzz.LoggedErrors;
import io.tino.resp.RequestLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target for {@link ServerSession}: whatever a client sends and does, it gets whole
 * replies, one for each request, and leaves nothing behind.
 */
public final class ServerSessionFuzzTarget {

	private static final RequestLimits SMALL = new RequestLimits(16, 512, 1024, 64, 128);

	private static final OutputLimits OUTPUT_LIMITS = new OutputLimits(128 * 1024, Duration.ofSeconds(60), 256 * 1024);

	/** The hard limit, and what all replies of a transaction are beyond it. */
	private static final long MAX_QUEUED_BYTES = 1024 * 1024;

	/** Buffers of a session whose requests are limited to 1 KiB. */
	private static final long MAX_SMALL_BYTES = 96 * 1024;

	private static final OutputLimits OUTPUT = new OutputLimits(128 * 1024, Duration.ofSeconds(30), 256 * 1024);

	private final List<FuzzStep> steps;

	private final ServerSettings settings = new ServerSettings();

	private final FuzzedServer server;

	private final List<FuzzedClient> clients = new ArrayList<>();

	/** The client that does what the script says. */
	private int current;

	private ServerSessionFuzzTarget(List<FuzzStep> steps) {
		this.steps = steps;
		this.settings.administration = Permission.ALL;
		this.settings.authenticationRequired = FuzzStep.contains(steps, FuzzEvent.AUTH_REQUIRED);
		if (!FuzzStep.contains(steps, FuzzEvent.NO_AUTH)) {
			this.settings.authenticator = FuzzedServer::authenticate;
		}
		this.settings.outputLimits = OUTPUT;
		this.settings.outputLimits = OUTPUT_LIMITS;
		this.settings.maxQueuedRequests = 16; // their replies are limited by nothing else
		this.settings.multiplexingLimits = new MultiplexingLimits(8, 8 * 1024, 64, 1024, 1024);
		if (FuzzStep.contains(steps, FuzzEvent.SMALL_LIMITS)) {
			this.settings.limits = SMALL;
			this.settings.maxSubscriptions = 8;
		}
		this.server = new FuzzedServer(this.settings, FuzzStep.contains(steps, FuzzEvent.REJECT));
		this.clients.add(this.server.connect());
	}

	/**
	 * Run the target.
	 * @param input a script
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		LoggedErrors.clear();
		new ServerSessionFuzzTarget(FuzzStep.parse(input)).run();
		LoggedErrors.requireNone();
	}

	/**
	 * Return words that the fuzzer would take long to find.
	 * @return the names of all commands, and requests that are made of them
	 */
	public static List<String> words() {
		List<String> words = new ArrayList<>();
		for (Command command : new FuzzedCommands().all()) {
			String name = command.spec().name();
			words.add(name);
			words.add(name + "\r\n");
			words.add("$" + name.length() + "\r\n" + name + "\r\n");
		}
		words.add("$8\r\n\u0081\u00a6credit\u0005\r\n");
		return words;
	}

	private void run() {
		for (FuzzStep step : this.steps) {
			for (int i = 0; i < step.times(); i++) {
				client().send(step);
				happens(step.event());
				requireBounds();
			}
		}
		this.server.comeToRest();
		this.clients.forEach(FuzzedClient::requireReplies);
		this.server.end();
		this.clients.forEach(FuzzedClient::requireEnded);
	}

	private FuzzedClient client() {
		return this.clients.get(this.current);
	}

	private void happens(FuzzEvent event) {
		switch (event) {
			case MORE -> {
			}
			case WORK -> this.server.workers().runOne();
			case TASKS -> this.server.runTasks();
			case REPLY -> this.server.commands().completeOne();
			case REPLY_ELSEWHERE -> this.server.runElsewhere(this.server.commands()::completeOne);
			case SLOW -> client().slow();
			case READ -> client().catchUp();
			case TIME -> this.server.advance(Duration.ofSeconds(10));
			case DRAIN -> client().drain();
			case CLOSE -> client().breakOff();
			case OTHER -> switchClient();
			default -> client().settle();
		}
	}

	private void switchClient() {
		this.current = 1 - this.current;
		if (this.clients.size() == 1) {
			this.clients.add(this.server.connect());
		}
	}

	private void requireBounds() {
		for (FuzzedClient client : this.clients) {
			assertThat(client.transport().queuedBytes()).isLessThan(MAX_QUEUED_BYTES);
		}
		if (this.settings.limits == SMALL && this.clients.size() == 1 && !client().isSlow()) {
			assertThat(this.server.allocator().used() - client().unreadMemory()).isLessThan(MAX_SMALL_BYTES);
		}
	}

}
