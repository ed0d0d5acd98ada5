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
record Answers(PrintStream out) {

	static Answers onStandardOutput() {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		System.setOut(System.err);
		return new Answers(out);
	}

	void send(String line) {
		this.out.println(line);
	}

}
