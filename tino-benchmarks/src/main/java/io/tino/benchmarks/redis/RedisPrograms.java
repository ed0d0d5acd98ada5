package io.tino.benchmarks.redis;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

	/**
	 * Return what the programs say of their versions.
	 * @return a line of each that is there
	 * @throws IOException if one cannot be run
	 */
	public static List<String> versions() throws IOException {
		List<String> versions = new ArrayList<>();
		for (Path program : Stream.of(server(), benchmark()).flatMap(Optional::stream).toList()) {
			Process process = new ProcessBuilder(program.toString(), "--version").start();
			versions.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
		}
		return versions;
	}

	private static Optional<Path> find(String name) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
