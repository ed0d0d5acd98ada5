package io.tino.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tino.testing.ForeignTool;

/**
 * Runs Jazzer, a coverage-guided fuzzer, in a process of its own. All that it writes goes
 * to one directory.
 *
 * @see <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a>
 */
public final class Jazzer {

	private static final String MAIN = "com.code_intelligence.jazzer.Jazzer";

	/** How long it may take to start, to read the corpus and to end. */
	private static final int OVERHEAD_SECONDS = 120;

	/** In less time the compiler would take the processor from the fuzzer. */
	private static final int SECONDS_TO_OPTIMIZE = 60;

	/** Comes before the name of a file with an input. */
	private static final String WRITTEN = "Test unit written to ";

	private static final int REPORT_LINES = 200;

	/** Whose branches and comparisons lead the fuzzer. */
	private static final String INSTRUMENTED = "io.tino.client.**:io.tino.command.**:io.tino.payload.**:io.tino.resp.**"
			+ ":io.tino.server.**:org.msgpack.**";

	/** Leads the fuzzer through regular expressions, at the cost of much memory. */
	private static final String DISABLED_HOOKS = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks";

	private static final int FIRST_JDK_WITH_RESTRICTED_METHODS = 24;

	private final Path directory;

	private final Path corpus;

	private final Path seeds;

	private final Path dictionary;

	private final Path log;

	/**
	 * Create an instance.
	 * @param directory where everything goes; what an earlier run has found is used
	 */
	public Jazzer(Path directory) {
		this.directory = directory.toAbsolutePath();
		this.corpus = this.directory.resolve("corpus");
		this.seeds = this.directory.resolve("seeds");
		this.dictionary = this.directory.resolve("words.dict");
		this.log = this.directory.resolve("log.txt");
	}

	/**
	 * Abort the test if Jazzer has no native part for this machine; fail if
	 * {@code CI=true}.
	 */
	public static void require() {
		String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String family = os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : os;
		String arch = System.getProperty("os.arch");
		String platform = family + "_" + (arch.equals("amd64") ? "x86_64" : arch);
		String resource = "com/code_intelligence/jazzer/driver/jazzer_driver_" + platform + "/"
				+ System.mapLibraryName("jazzer_driver");
		if (Jazzer.class.getClassLoader().getResource(resource) == null) {
			ForeignTool.unavailable("Jazzer is not made for " + platform);
		}
	}

	/**
	 * Set what the fuzzer begins with.
	 * @param seeds inputs, as their targets take them
	 * @param words what it may put into them
	 */
	public void prepare(List<byte[]> seeds, List<String> words) {
		try {
			Files.createDirectories(this.corpus);
			Files.createDirectories(this.seeds);
			Files.createDirectories(this.directory.resolve("tmp"));
			for (int i = 0; i < seeds.size(); i++) {
				Files.write(this.seeds.resolve("seed-" + i), seeds.get(i));
			}
			Files.write(this.dictionary, words.stream().map(Jazzer::quote).toList(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String quote(String word) {
		StringBuilder quoted = new StringBuilder();
		for (byte b : word.getBytes(StandardCharsets.ISO_8859_1)) {
			quoted.append(String.format("\\x%02x", b));
		}
		return "\"" + quoted + "\"";
	}

	/**
	 * Run a target until it fails, or time is up.
	 * @param target the class with the method {@code fuzzerTestOneInput}
	 * @param seconds how long to run it
	 * @throws AssertionError if an input makes it fail; the message says where it is
	 */
	public void run(Class<?> target, int seconds) {
		try {
			Process process = new ProcessBuilder(command(target, seconds)).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(this.log.toFile())
				.start();
			Thread hook = new Thread(process::destroyForcibly);
			Runtime.getRuntime().addShutdownHook(hook);
			try {
				process.getOutputStream().close();
				boolean ended = process.waitFor(seconds + OVERHEAD_SECONDS, TimeUnit.SECONDS);
				if (!ended || process.exitValue() != 0) {
					throw new AssertionError(failure(ended ? "exit code " + process.exitValue() : "no end"));
				}
			}
			finally {
				process.destroyForcibly();
				Runtime.getRuntime().removeShutdownHook(hook);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private List<String> command(Class<?> target, int seconds) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		if (Runtime.version().feature() >= FIRST_JDK_WITH_RESTRICTED_METHODS) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		if (seconds < SECONDS_TO_OPTIMIZE) {
			command.add("-XX:TieredStopAtLevel=1");
		}
		command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading",
				"-XX:-OmitStackTraceInFastThrow", "-Djava.io.tmpdir=" + this.directory.resolve("tmp"),
				"-Dio.netty.leakDetection.level=disabled", "-Dio.netty.allocator.type=unpooled",
				"-Dlogback.configurationFile=logback-fuzz.xml", "-cp", classPath(), MAIN));
		command.addAll(List.of("--target_class=" + target.getName(), "--reproducer_path=" + this.directory,
				"--instrumentation_includes=" + INSTRUMENTED, "--custom_hook_includes=" + INSTRUMENTED,
				"--disabled_hooks=" + DISABLED_HOOKS, "-artifact_prefix=" + this.directory + "/",
				"-dict=" + this.dictionary, "-max_total_time=" + seconds, "-timeout=60", "-print_final_stats=1",
				this.corpus.toString(), this.seeds.toString()));
		return command;
	}

	/** The class path of this JVM, which Surefire hides in a manifest. */
	private static String classPath() {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Stream.of(classPath.split(File.pathSeparator))
			.map((entry) -> Path.of(entry).toAbsolutePath().toString())
			.reduce((one, other) -> one + File.pathSeparator + other)
			.orElseThrow();
	}

	private String failure(String what) throws IOException {
		List<String> lines = Files.readAllLines(this.log, StandardCharsets.ISO_8859_1);
		String report = lines.stream()
			.skip(Math.max(0, lines.size() - REPORT_LINES))
			.dropWhile((line) -> !line.startsWith("=="))
			.collect(Collectors.joining("\n"));
		Optional<Path> input = lines.stream()
			.filter((line) -> line.contains(WRITTEN))
			.map((line) -> Path.of(line.substring(line.indexOf(WRITTEN) + WRITTEN.length())))
			.findFirst();
		if (input.isEmpty()) {
			return what + ", see " + this.log + "\n" + report;
		}
		Path seed = Path.of(input.get() + ".txt");
		Files.writeString(seed, SeedFile.format(Files.readAllBytes(input.get())));
		return "An input makes it fail. To reproduce it, copy it to where the seeds are:\n" + seed + "\n"
				+ Files.readString(seed) + "\n" + report;
	}

}
