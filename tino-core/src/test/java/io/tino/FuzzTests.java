package io.tino;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.tino.client.ClientConnectionFuzzTarget;
import io.tino.fuzz.Jazzer;
import io.tino.fuzz.SeedFile;
import io.tino.payload.DirectPayloadsFuzzTarget;
import io.tino.payload.JsonFuzzTarget;
import io.tino.payload.MessagePackFuzzTarget;
import io.tino.resp.ReplyDecoderFuzzTarget;
import io.tino.resp.RequestDecoderFuzzTarget;
import io.tino.server.ServerSessionFuzzTarget;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the fuzz targets: first on the seeds in {@code src/test/fuzz}, then by a fuzzer
 * that begins with these, for {@code fuzz.seconds} each.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FuzzTests {

	private static final Path SEEDS = Path.of("src/test/fuzz");

	private static final Path OUTPUT = Path.of("target/fuzz");

	private static final ExecutorService EXECUTOR = Executors
		.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

	private static final Map<Target, Future<?>> RUNS = new EnumMap<>(Target.class);

	@TestFactory
	@Order(1)
	Stream<DynamicTest> holdsForSeeds() {
		return Stream.of(Target.values())
			.flatMap((target) -> target.seeds()
				.stream()
				.map((seed) -> DynamicTest.dynamicTest(target + " " + seed.getFileName(), seed.toUri(),
						() -> target.test.accept(SeedFile.read(seed)))));
	}

	@ParameterizedTest(name = "{0}")
	@EnumSource
	@Order(2)
	@Timeout(value = 1, unit = TimeUnit.DAYS)
	void holdsForWhatTheFuzzerFinds(Target target) throws Throwable {
		Jazzer.require();
		try {
			run(target).get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

	/** Some targets are fuzzed at once, on half of the processors. */
	private static Future<?> run(Target target) {
		if (RUNS.isEmpty()) {
			for (Target each : Target.values()) {
				RUNS.put(each, EXECUTOR.submit(each::fuzz));
			}
		}
		return RUNS.get(target);
	}

	@AfterAll
	static void end() throws InterruptedException {
		EXECUTOR.shutdownNow();
		assertThat(EXECUTOR.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * What is fuzzed.
	 */
	private enum Target {

		REQUEST_DECODER(RequestDecoderFuzzTarget.class, RequestDecoderFuzzTarget::fuzzerTestOneInput, "request-decoder",
				"server-session"),

		REPLY_DECODER(ReplyDecoderFuzzTarget.class, ReplyDecoderFuzzTarget::fuzzerTestOneInput, "reply-decoder",
				"client-connection"),

		MESSAGE_PACK(MessagePackFuzzTarget.class, MessagePackFuzzTarget::fuzzerTestOneInput, "message-pack"),

		DIRECT_PAYLOADS(DirectPayloadsFuzzTarget.class, DirectPayloadsFuzzTarget::fuzzerTestOneInput, "direct-payloads",
				"message-pack"),

		JSON(JsonFuzzTarget.class, JsonFuzzTarget::fuzzerTestOneInput, "json"),

		SERVER_SESSION(ServerSessionFuzzTarget.class, ServerSessionFuzzTarget::fuzzerTestOneInput, "server-session",
				"request-decoder"),

		CLIENT_CONNECTION(ClientConnectionFuzzTarget.class, ClientConnectionFuzzTarget::fuzzerTestOneInput,
				"client-connection", "reply-decoder");

		private final Class<?> type;

		private final Consumer<byte[]> test;

		/** Where the seeds are, its own first. */
		private final List<String> directories;

		Target(Class<?> type, Consumer<byte[]> test, String... directories) {
			this.type = type;
			this.test = test;
			this.directories = List.of(directories);
		}

		List<Path> seeds() {
			return this.directories.stream().flatMap((name) -> SeedFile.list(SEEDS.resolve(name)).stream()).toList();
		}

		void fuzz() {
			assertThat(seeds()).isNotEmpty();
			Jazzer jazzer = new Jazzer(OUTPUT.resolve(this.directories.get(0)));
			jazzer.prepare(seeds().stream().map(SeedFile::read).toList(), words());
			jazzer.run(this.type, Integer.getInteger("fuzz.seconds", 8));
		}

		private List<String> words() {
			List<String> words = new ArrayList<>(SeedFile.words(SEEDS.resolve("words.txt")));
			if (this == SERVER_SESSION) {
				words.addAll(ServerSessionFuzzTarget.words());
			}
			return words;
		}

		@Override
		public String toString() {
			return this.directories.get(0);
		}

	}

}
