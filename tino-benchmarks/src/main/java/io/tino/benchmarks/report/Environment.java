package io.tino.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where, with what and how it was measured.
 *
 * @param command the command that repeats it
 * @param versions the versions of all that took part
 */
public record Environment(String command, List<String> versions) {

	/** What of the class path is worth telling. */
	private static final Pattern LIBRARY = Pattern.compile("(spring-boot|spring-core|netty-transport|grpc-netty|"
			+ "protobuf-java|rsocket-core|reactor-netty-core|tomcat-embed-core|httpclient5|jackson-databind|"
			+ "jackson-dataformat-msgpack|jackson-dataformat-cbor|micrometer-core)-(\\d.*)\\.jar");

	private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

	/**
	 * Look at this machine and the class path of this process.
	 * @param command the command that repeats the run
	 * @param programs the versions of programs that took part
	 * @return the environment
	 * @throws IOException if the machine cannot be looked at
	 */
	public static Environment current(String command, List<String> programs) throws IOException {
		Stream<String> machine = Stream.of(
				System.getProperty("java.vm.vendor") + " " + Runtime.version() + ", "
						+ System.getProperty("java.vm.name"),
				System.getProperty("os.name") + " " + System.getProperty("os.version"),
				Runtime.getRuntime().availableProcessors() + " processors" + processor() + ", " + (memory() >> 30)
						+ " GiB");
		return new Environment(command,
				Stream.of(machine, programs.stream(), libraries()).flatMap((lines) -> lines).toList());
	}

	private static long memory() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
	}

	private static String processor() throws IOException {
		if (!Files.exists(PROCESSOR)) {
			return "";
		}
		return Files.readAllLines(PROCESSOR)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.map((line) -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
			.findFirst()
			.orElse("");
	}

	private static Stream<String> libraries() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> LIBRARY.matcher(Path.of(entry).getFileName().toString()))
			.filter(Matcher::matches)
			.map((library) -> library.group(1) + " " + library.group(2))
			.sorted();
	}

	void write(StringBuilder text) {
		text.append("# Benchmarks\n\n");
		text.append("Repeat it with `").append(this.command).append("`.\n\n");
		this.versions.forEach((version) -> text.append("- ").append(version).append('\n'));
		text.append('\n');
	}

}
