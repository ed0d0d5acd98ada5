package io.tino.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Programs that tests run and that are not ours. A test whose program is missing is
 * skipped, and says which one it is; where {@code CI=true} it fails.
 */
public final class ForeignTool {

	private static final int TIMEOUT_SECONDS = 60;

	private ForeignTool() {
	}

	/**
	 * Find a program.
	 * @param name its name, as in {@code PATH}
	 * @param directories where else to look, with {@code *} for any name
	 * @return where it is
	 */
	public static String require(String name, String... directories) {
		List<Path> candidates = new ArrayList<>();
		for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
			candidates.add(Path.of(directory, name));
		}
		for (String directory : directories) {
			candidates.addAll(expand(directory + "/" + name));
		}
		for (Path candidate : candidates) {
			if (Files.isExecutable(candidate)) {
				return candidate.toString();
			}
		}
		return unavailable(name + " is not installed");
	}

	private static List<Path> expand(String pattern) {
		List<Path> paths = List.of(Path.of("/"));
		for (Path part : Path.of(pattern)) {
			List<Path> next = new ArrayList<>();
			for (Path parent : paths) {
				if (!part.toString().equals("*")) {
					next.add(parent.resolve(part));
					continue;
				}
				File[] children = parent.toFile().listFiles();
				Stream.of((children != null) ? children : new File[0]).map(File::toPath).sorted().forEach(next::add);
			}
			paths = next;
		}
		return paths;
	}

	/**
	 * Find a Python interpreter that has some modules.
	 * @param modules the names of the modules
	 * @return where it is
	 */
	public static String requirePython(String... modules) {
		String imports = "import " + String.join(", ", modules);
		for (String candidate : List.of("python3", "/usr/bin/python3")) {
			try {
				if (run(List.of(candidate, "-c", imports)).exitCode() == 0) {
					return candidate;
				}
			}
			catch (IOException ex) {
				// There is none of that name
			}
		}
		return unavailable("python3 with " + String.join(", ", modules) + " is not installed");
	}

	/**
	 * Find an interpreter of Node.
	 * @param version the oldest major version that will do
	 * @return where it is
	 * @throws IOException if it cannot be run
	 */
	public static String requireNode(int version) throws IOException {
		String node = require("node");
		String found = run(node, "-p", "process.versions.node").strip();
		if (Integer.parseInt(found.substring(0, found.indexOf('.'))) < version) {
			return unavailable("node " + version + " is not installed, but " + found);
		}
		return node;
	}

	/**
	 * Abort the test, or fail it where {@code CI=true}.
	 * @param why what cannot be had
	 * @return never
	 */
	public static String unavailable(String why) {
		if ("true".equals(System.getenv("CI"))) {
			throw new AssertionError(why);
		}
		return Assumptions.abort(why);
	}

	/**
	 * Run a program to its end.
	 * @param command the program and its arguments
	 * @return what it has printed, and its exit code
	 * @throws IOException if it cannot be started
	 */
	public static Result run(List<String> command) throws IOException {
		Path output = Files.createTempFile("foreign-tool", ".out");
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			process.getOutputStream().close();
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IOException(
						command + " has not ended after " + TIMEOUT_SECONDS + " s: " + Files.readString(output));
			}
			return new Result(process.exitValue(), Files.readString(output));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
		finally {
			Files.delete(output);
		}
	}

	/**
	 * Run a program to its end.
	 * @param program the program
	 * @param arguments its arguments
	 * @return what it has printed
	 * @throws IOException if it cannot be started, or has failed
	 */
	public static String run(String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(arguments));
		command.add(0, program);
		Result result = run(command);
		if (result.exitCode() != 0) {
			throw new IOException(command + " has ended with " + result.exitCode() + ": " + result.output());
		}
		return result.output();
	}

	/**
	 * What has become of a program.
	 *
	 * @param exitCode its exit code
	 * @param output what it has printed, errors included
	 */
	public record Result(int exitCode, String output) {
	}

}
