package io.tino.benchmarks.redis;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of Redis that are installed.
 */
public final class RedisPrograms {

	private RedisPrograms() {
	}

	/**
	 * Find {@code redis-server}.
	 * @return where it is, or nothing if it is not on the {@code PATH}
	 */
	public static Optional<Path> server() {
		return find("redis-server");
	}

	/**
	 * Find {@code redis-benchmark}.
	 * @return where it is, or nothing if it is not on the {@code PATH}
	 */
	public static Optional<Path> benchmark() {
		return find("redis-benchmark");
	}

	private static Optional<Path> find(String name) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
