package io.tino.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressResolution}, without any name service.
 */
class AddressResolutionTests {

	private static final InetSocketAddress RED = InetSocketAddress.createUnresolved("red.example.org", 7777);

	private static final InetSocketAddress BLUE = InetSocketAddress.createUnresolved("blue.example.org", 7777);

	private static final InetSocketAddress NUMBER = new InetSocketAddress("192.0.2.9", 1);

	private final RecordingTransport loop = new RecordingTransport();

	private final Map<InetSocketAddress, CompletableFuture<List<InetSocketAddress>>> lookups = new HashMap<>();

	private final List<Object> events = new ArrayList<>();

	private Supplier<Collection<? extends SocketAddress>> source = () -> List.of(RED, BLUE);

	private final AddressResolution resolution = new AddressResolution(() -> this.source.get(), (loop, name) -> {
		CompletableFuture<List<InetSocketAddress>> lookup = new CompletableFuture<>();
		assertThat(this.lookups.put(name, lookup)).as("looked up once at a time").isNull();
		return lookup;
	}, this.loop, new AddressResolution.Owner() {

		@Override
		public void resolved(List<SocketAddress> addresses) {
			AddressResolutionTests.this.events.add(addresses);
		}

		@Override
		public void unresolved(ConnectFailure failure) {
			AddressResolutionTests.this.events.add(failure.reason());
		}

	});

	@Test
	void whatIsNoNameIsTakenAtOnce() {
		SocketAddress socket = UnixDomainSocketAddress.of("/run/tino.sock");
		this.source = () -> List.of(NUMBER, socket, NUMBER);
		this.resolution.start();
		assertThat(this.events).containsExactly(List.of(NUMBER, socket));
	}

	@Test
	void allAddressesOfAllNamesAreFound() {
		this.source = () -> List.of(RED, NUMBER, BLUE);
		this.resolution.start();
		this.resolution.start();
		found(BLUE, "192.0.2.3", "192.0.2.1");
		assertThat(this.events).isEmpty();
		found(RED, "192.0.2.1", "192.0.2.2");
		assertThat(this.events)
			.containsExactly(List.of(address("192.0.2.1"), address("192.0.2.2"), NUMBER, address("192.0.2.3")));
		this.resolution.start();
		found(RED, "192.0.2.4");
		found(BLUE, "192.0.2.4");
		assertThat(this.events.get(1)).isEqualTo(List.of(address("192.0.2.4"), NUMBER));
	}

	@Test
	void aServerThatHasAddressesOfBothVersionsIsOne() {
		this.source = () -> List.of(RED);
		this.resolution.start();
		found(RED, "192.0.2.1", "2001:db8::1", "192.0.2.2");
		this.resolution.start();
		found(RED, "2001:db8::1", "192.0.2.1", "2001:db8::2");
		assertThat(this.events).containsExactly(List.of(address("192.0.2.1"), address("192.0.2.2")),
				List.of(address("2001:db8::1"), address("2001:db8::2")));
	}

	@Test
	void aNameThatIsNotFoundStandsForWhatItStoodFor() {
		this.resolution.start();
		found(RED, "192.0.2.1");
		fail(BLUE);
		this.resolution.start();
		fail(RED);
		found(BLUE, "192.0.2.2");
		assertThat(this.events).containsExactly(List.of(address("192.0.2.1")),
				List.of(address("192.0.2.1"), address("192.0.2.2")));
	}

	@Test
	void whenNoNameIsFoundSaysWhy() {
		this.resolution.start();
		fail(RED);
		fail(BLUE);
		assertThat(this.events).containsExactly("Cannot connect to blue.example.org:7777: not found");
		this.resolution.start();
		found(RED, "192.0.2.1");
		fail(BLUE);
		assertThat(this.events.get(1)).isEqualTo(List.of(address("192.0.2.1")));
	}

	@Test
	void aNameThatIsNotWantedAnyMoreIsForgotten() {
		this.resolution.start();
		found(RED, "192.0.2.1");
		found(BLUE, "192.0.2.2");
		this.source = () -> List.of(BLUE);
		this.resolution.start();
		found(BLUE, "192.0.2.2");
		this.source = () -> List.of(RED);
		this.resolution.start();
		fail(RED);
		assertThat(this.events.get(2)).isEqualTo("Cannot connect to red.example.org:7777: not found");
	}

	@Test
	void whenTheAddressesCannotBeToldSaysWhyAndAsksAgain() {
		List<Supplier<Collection<? extends SocketAddress>>> sources = List.of(() -> {
			throw new IllegalStateException("not known yet");
		}, () -> {
			throw new NoClassDefFoundError("not known yet");
		}, List::of);
		for (Supplier<Collection<? extends SocketAddress>> source : sources) {
			this.source = source;
			this.resolution.start();
		}
		this.source = () -> List.of(NUMBER);
		this.resolution.start();
		assertThat(this.events).containsExactly("Cannot tell where to connect to: not known yet",
				"Cannot tell where to connect to: not known yet",
				"Cannot tell where to connect to: there is no address", List.of(NUMBER));
	}

	private void found(InetSocketAddress name, String... addresses) {
		this.lookups.remove(name).complete(Stream.of(addresses).map(AddressResolutionTests::address).toList());
		this.loop.runTasks();
	}

	private void fail(InetSocketAddress name) {
		this.lookups.remove(name).completeExceptionally(new UnknownHostException("not found"));
		this.loop.runTasks();
	}

	private static InetSocketAddress address(String text) {
		try {
			return new InetSocketAddress(InetAddress.getByName(text), 7777);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
