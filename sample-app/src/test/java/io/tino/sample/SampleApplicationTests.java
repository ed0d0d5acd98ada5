package io.tino.sample;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.client.TinoCommandException;
import io.tino.resp.RespValue.SimpleError;
import io.tino.resp.RespValue.SimpleString;
import io.tino.sample.calculator.NumberInput;
import io.tino.sample.echo.Model;
import io.tino.sample.note.Note;
import io.tino.spring.client.TinoTemplate;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the sample, from outside.
 */
class SampleApplicationTests {

	private static final String ADD = "*3\r\n$3\r\nADD\r\n$1\r\n\u0001\r\n$8\r\n\u0081\u00a5value\u0002\r\n";

	private static SampleServer sample;

	private static TinoTemplate tino;

	@BeforeAll
	static void start() {
		sample = SampleServer.start();
		tino = sample.context().getBean(TinoTemplate.class);
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void addsToTheByte() {
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.send(ADD).readBytes(7)).isEqualTo("$1\r\n\u0003\r\n");
		}
	}

	@Test
	void echoesWhatComesIn() {
		assertThat(tino.call("TINO_ECHO_SIMPLE", String.class, "\ud83d\ude00".repeat(1234)))
			.isEqualTo("\ud83d\ude00".repeat(1234));
		Model leaf = new Model(1, true, List.of(), Map.of(), "e", "f", "g", "h", "i");
		Model model = new Model(2, false, List.of(leaf, leaf), Map.of("one", leaf), "e", "f", null, "h", "i");
		assertThat(tino.call("TINO_ECHO_COMPLEX", Model.class, model)).isEqualTo(model);
		for (Object value : new Object[] { 1, -1L << 40, 1.5, true, "text", List.of(1, "a"), Map.of("a", List.of()) }) {
			assertThat(tino.call("ECHO_VALUE", Object.class, value)).isEqualTo(value);
		}
		assertThat(tino.call("ECHO_VALUE", Object.class, (Object) null)).isNull();
		assertThat(tino.call("ECHO_VALUE", byte[].class, (Object) new byte[] { 1, 2 })).containsExactly(1, 2);
	}

	@Test
	void knowsTinaByHerPassword() {
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.send("WHOAMI\r\n").read())
				.isEqualTo(new SimpleError("PERMISSION_DENIED WHOAMI requires authentication"));
			assertThat(socket.send("AUTH wrong\r\n").read()).asString().contains("WRONGPASS");
			assertThat(socket.send("AUTH tinaspassword\r\n").read()).isEqualTo(new SimpleString("OK"));
			assertThat(socket.json("WHOAMI")).isEqualTo("\"tina\"");
		}
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.send("AUTH tina tinaspassword\r\nAUTH bob tinaspassword\r\n").read(2)).first()
				.isEqualTo(new SimpleString("OK"));
		}
	}

	@Test
	void countsForEachConnection() {
		try (RespSocket one = sample.connect(); RespSocket two = sample.connect()) {
			assertThat(one.json("INCREMENT 5")).isEqualTo("null");
			assertThat(one.json("INCREMENT 2")).isEqualTo("null");
			assertThat(one.json("GET_COUNT")).isEqualTo("7");
			assertThat(two.json("GET_COUNT")).isEqualTo("0");
			assertThat(one.json("UNAUTHENTICATED_CALLS")).isEqualTo("1");
			assertThat(one.json("UNAUTHENTICATED_CALLS")).isEqualTo("2");
			assertThat(two.json("UNAUTHENTICATED_CALLS")).isEqualTo("1");
			assertThat(one.send("AUTH tinaspassword\r\n").read()).isEqualTo(new SimpleString("OK"));
			assertThat(one.json("UNAUTHENTICATED_CALLS")).isEqualTo("2");
		}
	}

	@Test
	void keepsNotes() {
		Note note = tino.call("CREATE_NOTE", Note.class, Map.of("text", "buy milk", "completed", false));
		assertThat(note).isNotNull();
		assertThat(note.id()).isPositive();
		assertThat(note.text()).isEqualTo("buy milk");
		assertThat(tino.call("READ_NOTES", new ParameterizedTypeReference<List<Note>>() {
		})).contains(note);
		assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> tino.call("CREATE_NOTE", Note.class, Map.of("completed", false)))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("VALIDATION_ERROR"))
			.satisfies((ex) -> assertThat(ex.detail())
				.isEqualTo("[\"command\", \"note\", \"text\"] \"must not be null\" \"value_error.not_null\""));
	}

	@Test
	void keepsScoresInTypesOfResp() {
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.call("SCORES.SET ann 3 bob 5 'c \u00c3\u00a9' 1")).isEqualTo("+OK");
			assertThat(socket.call("scores.add ann -1")).isEqualTo(":2");
			assertThat(socket.call("SCORES.GET dan")).isEqualTo("_");
			assertThat(socket.call("SCORES.LIST")).isEqualTo("*[bob, :5, ann, :2, c \u00c3\u00a9, :1]");
			socket.call("HELLO 3");
			assertThat(socket.call("SCORES.LIST worst 2")).isEqualTo("%[c \u00c3\u00a9=:1, ann=:2]");
			assertThat(socket.call("SCORES.ADD bob 9223372036854775807")).startsWith("-UNEXPECTED_ERROR");
			assertThat(socket.call("SCORES.REMOVE ann dan bob 'c \u00c3\u00a9'")).isEqualTo(":3");
			assertThat(socket.call("SCORES.LIST")).isEqualTo("%[]");
			assertThat(socket.call("SCORES.SET")).isEqualTo(
					"-VALIDATION_ERROR [\"command\", \"scores\"] \"must not be empty\" \"value_error.not_empty\"");
			assertThat(socket.call("SCORES.SET ann")).startsWith("-NUM_ARG_MISMATCH");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					*2\\r\\n$3\\r\\nADD\\r\\n$1\\r\\n\\x01\\r\\n                       | NUM_ARG_MISMATCH ADD takes 2 arguments, got 1
					*3\\r\\n$3\\r\\nADD\\r\\n$1\\r\\n\\xcd\\r\\n$1\\r\\n\\x80\\r\\n       | INVALID_MSGPACK ["command", "a"] "value is truncated"
					*3\\r\\n$3\\r\\nADD\\r\\n$2\\r\\n\\x01\\x02\\r\\n$1\\r\\n\\x80\\r\\n   | INVALID_MSGPACK ["command", "a"] "1 bytes after the value"
					*3\\r\\n$3\\r\\nADD\\r\\n$1\\r\\n\\xa0\\r\\n$1\\r\\n\\x80\\r\\n       | VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"
					*3\\r\\n$3\\r\\nADD\\r\\n$1\\r\\n\\x01\\r\\n$8\\r\\n\\x81\\xa5value\\xc3\\r\\n | VALIDATION_ERROR ["command", "b", "value"] "value is not a valid integer" "type_error.integer"
					*2\\r\\n$10\\r\\nECHO_VALUE\\r\\n$5\\r\\n\\xdd\\xff\\xff\\xff\\xff\\r\\n | INVALID_MSGPACK ["command", "value"] "array of 4294967295 elements in 0 bytes"
					*2\\r\\n$17\\r\\nTINO_ECHO_COMPLEX\\r\\n$5\\r\\n\\xdf\\xff\\xff\\xff\\xff\\r\\n | INVALID_MSGPACK ["command", "model"] "map of 4294967295 elements in 0 bytes"
					*2\\r\\n$17\\r\\nTINO_ECHO_COMPLEX\\r\\n$5\\r\\n\\xc6\\xff\\xff\\xff\\xff\\r\\n | INVALID_MSGPACK ["command", "model"] "value is truncated"
					*1\\r\\n$4\\r\\nNOPE\\r\\n                                      | INVALID_COMMAND NOPE
					""")
	void saysWhatIsWrongAndGoesOn(String request, String expected) {
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.send(unescape(request)).read()).isEqualTo(new SimpleError(expected));
			assertThat(socket.send(ADD).readBytes(7)).isEqualTo("$1\r\n\u0003\r\n");
		}
	}

	private static String unescape(String text) {
		return Pattern.compile("\\\\(r|n|x([0-9a-f]{2}))").matcher(text).replaceAll((match) -> switch (match.group(1)) {
			case "r" -> "\r";
			case "n" -> "\n";
			default -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(2), 16)));
		});
	}

	@Test
	void tellsNothingOfWhatItDidNotExpect() {
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.send("TINO.JSON FAIL '\"the secret\"'\r\n").read()).asString()
				.contains("UNEXPECTED_ERROR \"internal error (correlation id ")
				.doesNotContain("secret");
			assertThat(socket.json("SLEEP 10")).isEqualTo("10");
		}
	}

	@Test
	void refusesALargeArgumentWhileItStreamsIn() {
		int piece = 1 << 20;
		String bytes = "x".repeat(piece);
		try (RespSocket socket = sample.connect()) {
			socket.send("PING\r\n").read();
			long before = usedMemory();
			socket.send("*2\r\n$6\r\nWHOAMI\r\n$" + 50 * piece + "\r\n");
			assertThat(socket.send(bytes).read())
				.isEqualTo(new SimpleError("PERMISSION_DENIED WHOAMI requires authentication"));
			for (int i = 1; i < 50; i++) {
				socket.send(bytes);
			}
			assertThat(usedMemory() - before).as("bytes kept of 50 MiB").isLessThan(10L << 20);
			socket.send("\r\n");
			assertThat(socket.send(ADD).readBytes(7)).isEqualTo("$1\r\n\u0003\r\n");
		}
	}

	private static long usedMemory() {
		System.gc();
		ByteBufAllocatorMetricProvider allocator = (ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT;
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()
				+ allocator.metric().usedDirectMemory();
	}

	@Test
	void answersALongPipeline() {
		String pipeline = ADD.repeat(10_000);
		String replies = "$1\r\n\u0003\r\n".repeat(10_000);
		try (RespSocket socket = sample.connect()) {
			assertThat(socket.send(pipeline).readBytes(replies.length())).isEqualTo(replies);
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				for (int start = 0; start < pipeline.length(); start += 1_003) {
					socket.send(pipeline.substring(start, Math.min(pipeline.length(), start + 1_003)));
				}
			});
			assertThat(socket.readBytes(replies.length())).isEqualTo(replies);
			sent.join();
		}
	}

	@Test
	void showsItsHealthAndCountsItsCalls() throws Exception {
		String health = sample.get("/actuator/health");
		assertThat(health).contains(
				"\"tinoServer\":{\"details\":{\"address\":\"127.0.0.1:" + sample.port() + "\"},\"status\":\"UP\"}");
		assertThat(health).containsPattern(
				"\"tinoClient\":\\{\"details\":\\{\"ping\":\"\\d+ us\",\"servers\":\\{\"127.0.0.1:\\d+\":\"READY\"}},"
						+ "\"status\":\"UP\"}");
		double before = countOfAdd();
		tino.call("ADD", Integer.class, 1, new NumberInput(2));
		await().untilAsserted(() -> assertThat(countOfAdd()).isEqualTo(before + 1));
		assertThat(sample.get("/actuator/metrics/tino.client.calls?tag=command:ADD")).contains("\"COUNT\"");
		assertThat(sample.get("/actuator/metrics/tino.server.connections")).contains("\"VALUE\"");
	}

	@Test
	void measuresPercentilesWhereTheyAreAskedFor() {
		try (SampleServer asked = SampleServer
			.start("management.metrics.distribution.percentiles.tino.server.calls=0.5,0.99")) {
			asked.context().getBean(TinoTemplate.class).call("ADD", Integer.class, 1, new NumberInput(2));
			MeterRegistry registry = asked.context().getBean(MeterRegistry.class);
			await().untilAsserted(() -> assertThat(
					registry.get("tino.server.calls").tag("command", "ADD").timer().takeSnapshot().percentileValues())
				.hasSize(2));
			assertThat(registry.get("tino.client.calls").tag("command", "ADD").functionTimer().count()).isPositive();
		}
	}

	private static double countOfAdd() throws IOException, InterruptedException {
		String metric = sample.get("/actuator/metrics/tino.server.calls?tag=command:ADD&tag=outcome:SUCCESS");
		Matcher count = Pattern.compile("\"statistic\":\"COUNT\",\"value\":([0-9.]+)").matcher(metric);
		assertThat(count.find()).as(metric).isTrue();
		return Double.parseDouble(count.group(1));
	}

}
