package io.tino.benchmarks.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a process answers to the one that has started it, a line each. Whatever else is
 * printed goes to standard error.
 *
 * @param out where lines go
 */
public record Answers(PrintStream out) {

	/**
	 * Answer on standard output, where nothing else is printed from now on.
	 * @return the answers
	 */
	public static Answers onStandardOutput() {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		System.setOut(System.err);
		return new Answers(out);
	}

	/**
	 * Send a line.
	 * @param line the line, without its end
	 */
	public void send(String line) {
		this.out.println(line);
	}

}
