package io.tino.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that has been started, which answers lines by lines. Whatever it prints on
 * standard error is in a file.
 */
public final class ChildProcess implements AutoCloseable {

	private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

	private final String name;

	private final Path log;

	private final Process process;

	private final PrintStream in;

	private final BufferedReader out;

	private ChildProcess(String name, Path log, Process process) {
		this.name = name;
		this.log = log;
		this.process = process;
		this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
		this.out = process.inputReader(StandardCharsets.UTF_8);
	}

	/**
	 * Start a process.
	 * @param name what it is called in messages, and in the name of its log
	 * @param logs the directory of logs
	 * @param command the command
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static ChildProcess start(String name, Path logs, List<String> command) throws IOException {
		Path log = Files.createDirectories(logs).resolve(name + ".log");
		Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
		return new ChildProcess(name, log, process);
	}

	/**
	 * Send a line.
	 * @param line the line
	 */
	public void send(String line) {
		this.in.println(line);
	}

	/**
	 * Wait for a line.
	 * @return the line
	 * @throws IllegalStateException if the process has ended instead
	 */
	public String receive() {
		try {
			String line = this.out.readLine();
			if (line == null) {
				throw new IllegalStateException("Process " + this.name + " has ended: see " + this.log);
			}
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the process has used of processors.
	 * @return the time of all of its threads
	 */
	public Duration cpuTime() {
		return this.process.info().totalCpuDuration().orElseThrow();
	}

	/**
	 * Return the memory of the process that is resident.
	 * @return its size in bytes
	 */
	public long residentBytes() {
		return ProcessStatus.residentBytes(this.process.pid());
	}

	/** Ask the process to end, and do not wait for it. */
	public void destroy() {
		this.process.destroy();
	}

	@Override
	public void close() {
		this.in.close();
		try {
			if (!this.process.waitFor(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
