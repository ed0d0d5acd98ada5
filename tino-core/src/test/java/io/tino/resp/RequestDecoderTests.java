package io.tino.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.resp.RequestDecoder.Step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link RequestDecoder}.
 */
class RequestDecoderTests {

	private static final RequestLimits SMALL = new RequestLimits(4, 64, 48, 24, 32);

	static List<Arguments> streams() {
		return List.of(arguments("*1\r\n$4\r\nPING\r\n", List.of(List.of("PING"))),
				arguments("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n", List.of(List.of("ECHO", ""))),
				arguments("*2\r\n$4\r\nECHO\r\n$6\r\n\r\n*1\r\n\r\n", List.of(List.of("ECHO", "\r\n*1\r\n"))),
				arguments("*1\r\n$1\r\na\r\n*2\r\n$1\r\nb\r\n$2\r\ncd\r\n", List.of(List.of("a"), List.of("b", "cd"))),
				arguments("*0\r\n*-1\r\n*1\r\n$1\r\na\r\n", List.of(List.of("a"))),
				arguments("PING\r\n", List.of(List.of("PING"))), arguments("PING\n", List.of(List.of("PING"))),
				arguments("\r\n\n  \r\nPING\r\n", List.of(List.of("PING"))),
				arguments("  SET\tk   v \r\nGET k\r\n", List.of(List.of("SET", "k", "v"), List.of("GET", "k"))),
				arguments("\u000bECHO \fa\u000bb\fc \"d\"\f'e'\r\n", List.of(List.of("ECHO", "a\u000bb\fc", "d", "e"))),
				arguments("ECHO \"a b\\n\\r\\t\\b\\a\\\"\\\\\\x41\\xzz\"\r\n",
						List.of(List.of("ECHO", "a b\n\r\t\b\u0007\"\\Axzz"))),
				arguments("ECHO 'a \\' \\n' \"\" ''\r\n", List.of(List.of("ECHO", "a ' \\n", "", ""))),
				arguments("a\"b c\"\r\n", List.of(List.of("ab c"))), arguments("PING\r\n*1\r\n$1\r\na\r\nPING\r\n",
						List.of(List.of("PING"), List.of("a"), List.of("PING"))));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void decodesTheSameRequestsWhereverTheInputIsSplit(String wire, List<List<String>> expected) {
		byte[] bytes = ascii(wire);
		for (int first = 0; first <= bytes.length; first++) {
			for (int second = first; second <= bytes.length; second++) {
				assertThat(decodeAll(bytes, first, second)).as("split at %d and %d", first, second).isEqualTo(expected);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("streams")
	void decodesTheSameRequestsByteByByte(String wire, List<List<String>> expected) {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		List<List<String>> requests = new ArrayList<>();
		for (byte b : ascii(wire)) {
			decoder.append(buffer(b));
			drain(decoder, requests);
		}
		assertThat(requests).isEqualTo(expected);
		assertThat(decoder.unreadBytes()).isZero();
		decoder.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_000, 20_000, 65_536, 299_999 })
	void decodesALongRequestFromPieces(int pieceLength) {
		String text = "0123456789".repeat(30_000);
		byte[] wire = ascii("*2\r\n$4\r\nECHO\r\n$300000\r\n" + text + "\r\n*1\r\n$4\r\nPING\r\n");
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		List<List<String>> requests = new ArrayList<>();
		for (int start = 0; start < wire.length; start += pieceLength) {
			decoder.append(ByteBufAllocator.DEFAULT.directBuffer()
				.writeBytes(wire, start, Math.min(pieceLength, wire.length - start)));
			drain(decoder, requests);
		}
		assertThat(requests).isEqualTo(List.of(List.of("ECHO", text), List.of("PING")));
		decoder.close();
	}

	@Test
	void aLongRequestIsGivenFourTimesAsMuchMemoryAsHasComeAndNoMoreThanItNeeds() {
		UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(allocator.heapBuffer(16).writeBytes(ascii("*2\r\n$1\r\na\r\n")));
		List<Long> memory = new ArrayList<>();
		for (String piece : List.of("$1000000\r\n", "x".repeat(99_989), "x".repeat(310_000),
				"x".repeat(590_011) + "\r")) {
			decoder.append(allocator.heapBuffer(piece.length()).writeBytes(ascii(piece)));
			drain(decoder, new ArrayList<>());
			memory.add(allocator.metric().usedHeapMemory());
		}
		assertThat(memory.subList(1, 4)).containsExactly(400_040L, 1_000_023L, 1_000_023L);
		decoder.close();
		assertThat(allocator.metric().usedHeapMemory()).isZero();
	}

	@Test
	void exposesTheHeadBeforeTheBodyArrives() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*3\r\n$3\r\nADD\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request().size()).isEqualTo(3);
		assertThat(decoder.request().available()).isEqualTo(1);
		assertThat(decoder.request().text(0)).isEqualTo("ADD");
		assertThat(decoder.request().matches(0, "ADD")).isTrue();
		assertThat(decoder.request().matches(0, "AD")).isFalse();
		assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
		decoder.append(buffer("$1\r\nx\r\n$1\r\ny\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.COMPLETE);
		assertThat(decoder.request().text(2)).isEqualTo("y");
		decoder.close();
	}

	@Test
	void acceptsLessFromTheUnauthenticated() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*2\r\n$4\r\nAUTH\r\n$9\r\npassword1\r\n"));
		decoder.limitUnauthenticated(SMALL);
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.poll()).isEqualTo(Step.COMPLETE);
		decoder.limitUnauthenticated(null);
		String large = "$100\r\n" + "x".repeat(100) + "\r\n";
		decoder.append(buffer("*5\r\n$1\r\na\r\n" + large.repeat(4)));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.poll()).as("the request after it").isEqualTo(Step.COMPLETE);
		decoder.limitUnauthenticated(SMALL);
		decoder.append(buffer("*2\r\n$1\r\na\r\n$60\r\n" + "x".repeat(60) + "\r\n*5\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.poll()).as("longer than 48 bytes").isEqualTo(Step.TOO_LARGE);
		assertThatExceptionOfType(RespProtocolException.class).isThrownBy(decoder::poll)
			.withMessageContaining("unauthenticated multibulk length");
		decoder.close();
	}

	@Test
	void limitsAreCombinedEachByItself() {
		RequestLimits one = new RequestLimits(1, 20, 3, 40, 5);
		RequestLimits other = new RequestLimits(10, 2, 30, 4, 50);
		assertThat(one.atMost(other)).isEqualTo(new RequestLimits(1, 2, 3, 4, 5)).isEqualTo(other.atMost(one));
	}

	@Test
	void comparesWordsAsRedisDoes() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("setName SET{AME\r\n"));
		decoder.poll();
		assertThat(decoder.request().matches(0, "SETNAME")).isTrue();
		assertThat(decoder.request().matches(1, "SET[AME")).isFalse();
		decoder.close();
	}

	@Test
	void whenSkippedKeepsNothingOfTheBody() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*3\r\n$3\r\nBIG\r\n$1000000\r\nxxx"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		decoder.skip();
		assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
		assertThat(decoder.unreadBytes()).isZero();
		for (int sent = 3; sent < 1_000_000; sent += 7) {
			decoder.append(buffer("x".repeat(Math.min(7, 1_000_000 - sent))));
			assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
			assertThat(decoder.unreadBytes()).isZero();
		}
		decoder.append(buffer("\r\n$2\r\nab\r\n*1\r\n$4\r\nPING\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request().text(0)).isEqualTo("PING");
		decoder.close();
	}

	@Test
	void skipsWhereverTheInputIsSplit() {
		byte[] bytes = ascii("*3\r\n$3\r\nBAD\r\n$5\r\n*1\r\n$\r\n$0\r\n\r\nBAD x y\r\n*1\r\n$4\r\nPING\r\n");
		for (int split = 0; split <= bytes.length; split++) {
			RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
			List<List<String>> requests = new ArrayList<>();
			decoder.append(buffer(bytes, 0, split));
			drain(decoder, requests);
			decoder.append(buffer(bytes, split, bytes.length));
			drain(decoder, requests);
			assertThat(requests).as("split at %d", split).containsExactly(List.of("PING"));
			decoder.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "BAD", "BIG" })
	void whatIsSkippedMustBeWellFormedToo(String name) {
		String wire = "*2\r\n$3\r\n" + name + "\r\n$40\r\n" + "x".repeat(40);
		assertThatFails(wire + "xx", "invalid bulk terminator");
		assertThatFails(wire + "\rx", "invalid bulk terminator");
		RequestDecoder decoder = new RequestDecoder(SMALL);
		decoder.append(buffer(wire + "\r"));
		drain(decoder, new ArrayList<>());
		decoder.append(buffer("\n*1\r\n$1\r\na\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		decoder.close();
	}

	@Test
	void anInlineRequestMayBeAsLongWhereverItIsSplit() {
		String longest = "x".repeat(SMALL.maxInlineBytes());
		for (String line : List.of(longest + "\r\n", longest + "\n")) {
			for (int split = 0; split <= line.length(); split++) {
				RequestDecoder decoder = new RequestDecoder(SMALL);
				List<List<String>> requests = new ArrayList<>();
				decoder.append(buffer(line.substring(0, split)));
				drain(decoder, requests);
				decoder.append(buffer(line.substring(split)));
				drain(decoder, requests);
				assertThat(requests).as("split at %d", split).containsExactly(List.of(longest));
				decoder.close();
			}
		}
		assertThatFails(longest + "\rx", "too big inline request");
	}

	@Test
	void awaitsMoreOfTheHeadWhenAsked() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*3\r\n$4\r\nJSON\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		decoder.awaitHead(2, 0);
		assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
		decoder.append(buffer("$3\r\nADD\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request().text(1)).isEqualTo("ADD");
		decoder.append(buffer("$1\r\n1\r\n*2\r\n$4\r\nJSON\r\n$1\r\nx\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.COMPLETE);
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		decoder.awaitHead(5, 0);
		assertThat(decoder.poll()).as("all elements there are").isEqualTo(Step.HEAD);
		assertThatIllegalArgumentException().isThrownBy(() -> decoder.awaitHead(5, 0));
		assertThat(decoder.poll()).isEqualTo(Step.COMPLETE);
		decoder.close();
	}

	@Test
	void headsOfAnExpectedPrefixHaveSeveralElementsWhereverTheInputIsSplit() {
		String wire = "*5\r\n$4\r\nCALL\r\n$1\r\n1\r\n$3\r\nADD\r\n$2\r\n12\r\n$0\r\n\r\n"
				+ "*2\r\n$4\r\nCALX\r\n$1\r\n1\r\n" + "*2\r\n$4\r\nCALL\r\n$1\r\n2\r\n" + "*1\r\n$0\r\n\r\n";
		for (int split = 0; split <= wire.length(); split++) {
			RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
			decoder.expectPrefix("CALL", 3, 0);
			List<String> heads = new ArrayList<>();
			for (String piece : List.of(wire.substring(0, split), wire.substring(split))) {
				decoder.append(buffer(piece));
				for (Step step = decoder.poll(); step != Step.NEED_MORE; step = decoder.poll()) {
					if (step == Step.HEAD) {
						heads.add(head(decoder.request()));
					}
				}
			}
			assertThat(heads).as("split at %d", split).containsExactly("CALL 1 ADD!", "CALX", "CALL 2!", "");
			decoder.close();
		}
	}

	private static String head(Request request) {
		StringJoiner elements = new StringJoiner(" ", "", request.isPrefixed() ? "!" : "");
		for (int i = 0; i < request.available(); i++) {
			elements.add(request.text(i));
		}
		return elements.toString();
	}

	@Test
	void headsOfAnExpectedPrefixMayHaveMoreBytesThanOthers() {
		RequestDecoder decoder = new RequestDecoder(new RequestLimits(16, 64, 128, 32, 32));
		decoder.expectPrefix("CALL", 3, 20);
		String longest = "*3\r\n$4\r\nCALL\r\n$17\r\n" + "x".repeat(17) + "\r\n$3\r\nADD\r\n";
		assertThat(longest).hasSize(47);
		decoder.append(buffer(longest));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.poll()).isEqualTo(Step.COMPLETE);
		decoder.append(buffer(longest.replace("$17\r\n", "$24\r\nyyyyyyy")));
		assertThat(decoder.poll()).isEqualTo(Step.TOO_LARGE);
		decoder.close();
	}

	@Test
	void whenRequestIsTooLargeSaysSoBeforeTheBodyArrivesAndSkipsIt() {
		RequestDecoder decoder = new RequestDecoder(SMALL);
		decoder.append(buffer("*3\r\n$3\r\nADD\r\n$10\r\n0123456789\r\n$20\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.poll()).isEqualTo(Step.TOO_LARGE);
		assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
		assertThat(decoder.unreadBytes()).isZero();
		decoder.append(buffer("01234567890123456789\r\n*1\r\n$4\r\nPING\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request().text(0)).isEqualTo("PING");
		decoder.close();
	}

	@Test
	void whenNameIsTooLongSaysSoBeforeTheNameArrivesAndSkipsIt() {
		RequestDecoder decoder = new RequestDecoder(SMALL);
		decoder.append(buffer("*1\r\n$25\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.TOO_LARGE);
		decoder.append(buffer("x".repeat(25) + "\r\n*1\r\n$1\r\na\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request().text(0)).isEqualTo("a");
		decoder.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "*5\r\n", "*x\r\n", "*\r\n", "*01\r\n", "*-0\r\n", "*+1\r\n", "*99999999999999999999\r\n",
			"*-9223372036854775808\r\n" })
	void refusesInvalidMultibulkLength(String wire) {
		assertThatFails(wire, "invalid multibulk length");
	}

	@ParameterizedTest
	@ValueSource(strings = { "$65\r\n", "$-1\r\n", "$x\r\n", "$\r\n", "$9223372036854775807\r\n" })
	void refusesInvalidBulkLength(String wire) {
		assertThatFails("*1\r\n" + wire, "invalid bulk length");
	}

	@Test
	void refusesWhatRedisRefuses() {
		assertThatFails("*1\r\n:1\r\n", "expected '$', got ':'");
		assertThatFails("*1\r\n\r\n", "expected '$', got '\\x0d'");
		assertThatFails("ECHO \"a\r\n", "unbalanced quotes in request");
		assertThatFails("ECHO 'a\r\n", "unbalanced quotes in request");
		assertThatFails("ECHO \"a\"b\r\n", "unbalanced quotes in request");
		assertThatFails("x".repeat(33), "too big inline request");
		assertThatFails("x".repeat(33) + "\r\n", "too big inline request");
		assertThatFails("*" + "1".repeat(64), "too big mbulk count string");
		assertThatFails("*1\r\n$" + "1".repeat(64), "too big bulk count string");
	}

	@Test
	void refusesLinesThatAreNotTerminated() {
		assertThatFails("*1\rx", "invalid mbulk count string");
		assertThatFails("*1\r\n$1\rx", "invalid bulk count string");
		assertThatFails("*1\r\n$1\r\nabc", "invalid bulk terminator");
	}

	@Test
	void saysWhereTheStreamBroke() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*1\r\n$4\r\nPING\r\n*1\r\n"));
		drain(decoder, new ArrayList<>());
		decoder.append(buffer("!"));
		assertThatExceptionOfType(RespProtocolException.class).isThrownBy(decoder::poll)
			.withMessage("expected '$', got '!' at byte 18")
			.satisfies((ex) -> assertThat(ex.offset()).isEqualTo(18));
		decoder.close();
	}

	@Test
	void aFailureNeverHeals() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*1\r\n!"));
		assertThatExceptionOfType(RespProtocolException.class).isThrownBy(decoder::poll);
		decoder.append(buffer("*1\r\n$4\r\nPING\r\n"));
		assertThatExceptionOfType(RespProtocolException.class).isThrownBy(decoder::poll);
		decoder.close();
	}

	@Test
	void aRetainedRequestOutlivesTheDecoder() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n*1\r\n$1"));
		decoder.poll();
		decoder.poll();
		Request request = decoder.request().retain();
		decoder.append(buffer("\r\nx\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request()).isNotSameAs(request);
		assertThat(decoder.request().text(0)).isEqualTo("x");
		decoder.close();
		assertThat(request.text(1)).isEqualTo("hello");
		assertThat(request.element(1).toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
		request.release();
		assertThatIllegalStateException().isThrownBy(request::release);
	}

	@Test
	void aRetainedRequestIsNotCopiedToGoWithWhatFollows() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n"));
		decoder.poll();
		decoder.poll();
		Request request = decoder.request().retain();
		decoder.append(buffer("*1\r\n"));
		assertThat(decoder.unreadBytes()).isEqualTo(4);
		assertThat(decoder.position()).isEqualTo(25);
		assertThat(request.text(1)).isEqualTo("hello");
		decoder.close();
		request.release();
	}

	@Test
	void aRetainedInlineRequestOutlivesTheDecoder() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("ECHO \"hello\"\r\n"));
		decoder.poll();
		decoder.poll();
		Request request = decoder.request().retain();
		decoder.close();
		assertThat(request.text(1)).isEqualTo("hello");
		request.release();
	}

	@Test
	void aFewUnreadBytesKeepNoLargeBuffer() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		ByteBuf large = ByteBufAllocator.DEFAULT.buffer(64 * 1024);
		ByteBufUtil.writeAscii(large, "*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPI");
		large.retain();
		decoder.append(large);
		drain(decoder, new ArrayList<>());
		assertThat(large.refCnt()).isEqualTo(1);
		large.release();
		assertThat(decoder.unreadBytes()).isEqualTo(10);
		decoder.close();
	}

	@Test
	void whenClosedDropsWhatComes() {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		decoder.append(buffer("*1\r\n$4\r\nPI"));
		decoder.close();
		ByteBuf late = buffer("NG\r\n");
		decoder.append(late);
		assertThat(late.refCnt()).isZero();
		assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
		decoder.close();
	}

	@Test
	void claimsOfManyElementsAllocateNothing() {
		RequestDecoder decoder = new RequestDecoder(
				new RequestLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 1024, 1024, 1024));
		decoder.append(buffer("*2147483647\r\n$1\r\na\r\n"));
		assertThat(decoder.poll()).isEqualTo(Step.HEAD);
		assertThat(decoder.request().size()).isEqualTo(Integer.MAX_VALUE);
		for (int i = 0; i < 500; i++) {
			decoder.append(buffer("$0\r\n\r\n"));
			if (decoder.poll() == Step.TOO_LARGE) {
				assertThat(decoder.poll()).isEqualTo(Step.NEED_MORE);
				assertThat(decoder.unreadBytes()).isZero();
				decoder.close();
				return;
			}
		}
		throw new AssertionError("Empty elements weigh nothing");
	}

	private static void assertThatFails(String wire, String reason) {
		byte[] bytes = ascii(wire);
		for (int split = 0; split <= bytes.length; split++) {
			RequestDecoder decoder = new RequestDecoder(SMALL);
			decoder.append(buffer(bytes, 0, split));
			int at = split;
			assertThatExceptionOfType(RespProtocolException.class).as("split at %d", split).isThrownBy(() -> {
				drain(decoder, new ArrayList<>());
				decoder.append(buffer(bytes, at, bytes.length));
				drain(decoder, new ArrayList<>());
			}).satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
			decoder.close();
		}
	}

	private static List<List<String>> decodeAll(byte[] bytes, int first, int second) {
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		List<List<String>> requests = new ArrayList<>();
		decoder.append(buffer(bytes, 0, first));
		drain(decoder, requests);
		decoder.append(buffer(bytes, first, second));
		drain(decoder, requests);
		decoder.append(buffer(bytes, second, bytes.length));
		drain(decoder, requests);
		assertThat(decoder.unreadBytes()).isZero();
		decoder.close();
		return requests;
	}

	/** Poll until more is needed; skip requests named BAD. */
	static void drain(RequestDecoder decoder, List<List<String>> requests) {
		while (true) {
			switch (decoder.poll()) {
				case NEED_MORE -> {
					return;
				}
				case HEAD -> {
					if (decoder.request().matches(0, "BAD")) {
						decoder.skip();
					}
				}
				case TOO_LARGE -> {
				}
				case COMPLETE -> {
					List<String> elements = new ArrayList<>();
					for (int i = 0; i < decoder.request().size(); i++) {
						elements.add(decoder.request().element(i).toString(StandardCharsets.ISO_8859_1));
					}
					requests.add(elements);
				}
			}
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static ByteBuf buffer(String text) {
		return buffer(ascii(text));
	}

	private static ByteBuf buffer(byte... bytes) {
		return buffer(bytes, 0, bytes.length);
	}

	static ByteBuf buffer(byte[] bytes, int start, int end) {
		return (start == end) ? Unpooled.EMPTY_BUFFER
				: ByteBufAllocator.DEFAULT.buffer(end - start).writeBytes(bytes, start, end - start);
	}

}
