package io.tino.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for Unix domain sockets in {@link NettyServer} and {@link NettyClient}.
 */
class UnixSocketTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EventLoops eventLoops = EventLoops.create(1, "test-unix", true);

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		assertThat(this.eventLoops.shutdown()).succeedsWithin(LONG);
	}

	private Path path() {
		return this.directory.resolve("tino.sock");
	}

	private NettyServer bind(Path path, String permissions) {
		return NettyServer.bind(this.eventLoops, UnixDomainSocketAddress.of(path),
				PosixFilePermissions.fromString(permissions), EchoHandler::new);
	}

	private NettyServer bind() {
		return bind(path(), "rwx------");
	}

	private void stop(NettyServer server) {
		assertThat(server.close()).succeedsWithin(LONG);
	}

	private void echo() {
		try (RespSocket socket = RespSocket.connect(path())) {
			assertThat(socket.send("x").readBytes(1)).isEqualTo("x");
		}
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	@ParameterizedTest
	@EnumSource(NettyIo.class)
	void theFileIsThereWhileTheServerListens(NettyIo io) throws IOException {
		EventLoops loops = EventLoops.create(1, "test-unix", true, io);
		NettyServer server = NettyServer.bind(loops, UnixDomainSocketAddress.of(path()),
				PosixFilePermissions.fromString("rwxrw----"), EchoHandler::new);
		assertThat(files()).containsExactly(path());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rwxrw----");
		assertThat(server.localAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
		echo();
		stop(server);
		assertThat(files()).isEmpty();
		assertThat(loops.shutdown()).succeedsWithin(LONG);
	}

	@Test
	void theFileOfADeadProcessIsReplaced() throws IOException {
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path())).close();
		assertThat(files()).containsExactly(path());
		NettyServer server = bind();
		echo();
		stop(server);
		assertThat(files()).isEmpty();
	}

	@Test
	void whatAProcessListensOnIsNot() throws IOException {
		NettyServer first = bind();
		assertThatExceptionOfType(TransportBindException.class).isThrownBy(this::bind)
			.withMessage("Cannot listen on unix:" + path() + ": Address already in use")
			.withCauseInstanceOf(BindException.class)
			.satisfies((ex) -> assertThat(ex.address()).isEqualTo(UnixDomainSocketAddress.of(path())));
		assertThat(files()).containsExactly(path());
		echo();
		stop(first);
	}

	@Test
	void whatAProcessIsTooBusyToAnswerOnIsNot() throws IOException {
		try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
			.bind(UnixDomainSocketAddress.of(path()), 1);
				RespSocket first = RespSocket.connect(path());
				RespSocket second = RespSocket.connect(path())) {
			assertThat(List.of(busy, first, second)).as("one more than its queue is for").hasSize(3);
			assertThatExceptionOfType(TransportBindException.class).isThrownBy(this::bind)
				.withCauseInstanceOf(BindException.class);
		}
	}

	@Test
	void aFileThatIsNoSocketIsNotReplaced() throws IOException {
		Files.writeString(path(), "precious");
		assertThatExceptionOfType(TransportBindException.class).isThrownBy(this::bind)
			.withMessageEndingWith("there is a file that is not a socket");
		assertThat(path()).hasContent("precious");
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), path());
		assertThatExceptionOfType(TransportBindException.class).isThrownBy(() -> bind(link, "rwx------"))
			.withMessageEndingWith("there is a file that is not a socket");
	}

	@Test
	void aPathThatNobodyCouldConnectToIsRefused() throws IOException {
		Path path = this.directory.resolve("x".repeat(100));
		assertThatExceptionOfType(TransportBindException.class).isThrownBy(() -> bind(path, "rwx------"))
			.withMessageContaining("its path is too long: " + path.toString().length());
		assertThat(files()).isEmpty();
	}

	@Test
	void aServerThatStopsLeavesTheSocketOfAnotherOneAlone() throws IOException {
		NettyServer first = bind();
		Files.delete(path());
		NettyServer second = bind();
		stop(first);
		echo();
		Files.delete(path());
		stop(second);
	}

	@ParameterizedTest
	@ValueSource(strings = { "missing/tino.sock",
			"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789/x" })
	void aPathThatCannotBeUsedSaysWhy(String path) throws IOException {
		if (path.startsWith("0")) {
			Files.createDirectory(this.directory.resolve(path).getParent());
		}
		assertThatExceptionOfType(TransportBindException.class)
			.isThrownBy(() -> bind(this.directory.resolve(path), "rwx------"))
			.satisfies((ex) -> assertThat(ex.getMessage()).containsAnyOf("there is no directory", "too long"));
	}

	@Test
	void aRelativePathWillDo() throws IOException {
		Path relative = Path.of("target", "tino-" + ProcessHandle.current().pid() + ".sock");
		NettyServer server = bind(relative, "rwx------");
		try (RespSocket socket = RespSocket.connect(relative)) {
			assertThat(socket.send("x").readBytes(1)).isEqualTo("x");
		}
		stop(server);
		assertThat(relative).doesNotExist();
	}

	@Test
	void aClientSaysThatNobodyListens() {
		CompletableFuture<Void> connected = new NettyClient(LONG).connect(this.eventLoops.next(),
				UnixDomainSocketAddress.of(path()), EchoHandler::new);
		assertThat(connected).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.withMessageContaining("No such file or directory");
	}

	@Test
	void pathsAreWrittenAsRedisAndPeopleDo() {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of("/run/tino.sock");
		assertThat(SocketAddressFormat.format(address)).isEqualTo("/run/tino.sock:0");
		assertThat(SocketAddressFormat.describe(address)).isEqualTo("unix:/run/tino.sock");
		assertThat(SocketAddressFormat.describe(new InetSocketAddress("127.0.0.1", 1))).isEqualTo("127.0.0.1:1");
	}

}
