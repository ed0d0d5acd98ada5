package io.tino.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that start this very Java with the class path of this process.
 */
public final class JavaCommand {

	private JavaCommand() {
	}

	/**
	 * Return a command.
	 * @param mainClass the class whose {@code main} is called
	 * @param arguments what it is called with
	 * @return the command
	 */
	public static List<String> of(Class<?> mainClass, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xmx1g");
		if (Runtime.version().feature() >= 24) {
			command.add("--enable-native-access=ALL-UNNAMED");
			command.add("--sun-misc-unsafe-memory-access=allow");
		}
		command.add("-cp");
		command.add(System.getProperty("java.class.path"));
		command.add(mainClass.getName());
		command.addAll(List.of(arguments));
		return command;
	}

}
