package io.tino.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file by which a Unix domain socket is found. It is there when the socket listens,
 * with the permissions that it is to have: the socket is bound in a directory that nobody
 * else can enter, and moved from there. Blocks.
 */
final class UnixSocketFile {

	private static final Logger logger = LoggerFactory.getLogger(UnixSocketFile.class);

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

	private static final int FILE_TYPE = 0170000;

	private static final int SOCKET = 0140000;

	/** What the address of a socket has room for. */
	private static final int MAX_PATH_BYTES = PlatformDependent.isOsx() ? 103 : 107;

	private final Path path;

	private final Path directory;

	/** Tells the file from another one of its name. */
	private @Nullable Object key;

	private UnixSocketFile(Path path, Path directory) {
		this.path = path;
		this.directory = directory;
	}

	/**
	 * Make sure that nobody listens, and make a place to bind the socket in.
	 * @throws BindException if a process listens on the path
	 * @throws IOException if the path cannot be used, with a message that says why
	 */
	static UnixSocketFile prepare(Path path) throws IOException {
		Path absolute = path.toAbsolutePath();
		Path parent = absolute.getParent();
		if (parent == null || !Files.isDirectory(parent)) {
			throw new IOException("there is no directory " + parent);
		}
		requireShort(absolute);
		requireFree(absolute);
		try {
			return new UnixSocketFile(absolute, createDirectory(parent));
		}
		catch (FileSystemException ex) {
			throw new IOException("cannot write to directory " + parent, ex);
		}
	}

	/** A socket that is moved to a long path listens, but nobody can connect to it. */
	private static void requireShort(Path path) throws IOException {
		int length = path.toString().getBytes(Charset.defaultCharset()).length;
		if (length > MAX_PATH_BYTES) {
			throw new IOException("its path is too long: " + length + " bytes, of at most " + MAX_PATH_BYTES);
		}
	}

	private static void requireFree(Path path) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!isSocket(path)) {
			throw new IOException("there is a file that is not a socket");
		}
		if (isListenedOn(path)) {
			throw new BindException("Address already in use");
		}
	}

	private static boolean isSocket(Path path) throws IOException {
		if (supports(path, "unix")) {
			int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
			return (mode & FILE_TYPE) == SOCKET;
		}
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther();
	}

	private static boolean supports(Path path, String attributeView) {
		return path.getFileSystem().supportedFileAttributeViews().contains(attributeView);
	}

	private static boolean isListenedOn(Path path) throws IOException {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.configureBlocking(false);
			channel.connect(UnixDomainSocketAddress.of(path));
			return true;
		}
		catch (ConnectException ex) {
			return false; // refused, as the process that left the file has gone
		}
		catch (SocketException ex) {
			return true; // too busy, or not for us to call
		}
	}

	/** The name is short, as the path of a socket must be. */
	private static Path createDirectory(Path parent) throws IOException {
		FileAttribute<?>[] attributes = supports(parent, "posix")
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(OWNER) } : new FileAttribute<?>[0];
		String name = "." + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
		return Files.createDirectory(parent.resolve(name), attributes);
	}

	/** Return where to bind the socket. */
	UnixDomainSocketAddress bindAddress() {
		return UnixDomainSocketAddress.of(this.directory.resolve("s"));
	}

	/** Put the file to its place, once the socket listens. */
	void publish(Set<PosixFilePermission> permissions) throws IOException {
		Path bound = bindAddress().getPath();
		if (supports(bound, "posix")) {
			Files.setPosixFilePermissions(bound, permissions);
		}
		this.key = key(bound);
		Files.move(bound, this.path, StandardCopyOption.ATOMIC_MOVE);
	}

	/** Remove the place that the socket was bound in. */
	void clean() {
		try {
			Files.deleteIfExists(bindAddress().getPath());
			Files.delete(this.directory);
		}
		catch (IOException ex) {
			logger.warn("Cannot delete {}", this.directory, ex);
		}
	}

	/**
	 * Remove the file, unless it is another one. Before the socket is closed, so that
	 * whoever listens next does not take its path over in between.
	 */
	void delete() {
		try {
			Object own = this.key;
			if (own == null || own.equals(key(this.path))) {
				Files.delete(this.path);
			}
		}
		catch (NoSuchFileException ex) {
			logger.debug("{} has been deleted already", this.path);
		}
		catch (IOException ex) {
			logger.warn("Cannot delete {}", this.path, ex);
		}
	}

	private static @Nullable Object key(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

}
