package io.tino.resp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.resp.RespValue.Array;
import io.tino.resp.RespValue.Attributed;
import io.tino.resp.RespValue.BigNumber;
import io.tino.resp.RespValue.Bool;
import io.tino.resp.RespValue.BulkString;
import io.tino.resp.RespValue.DoubleNumber;
import io.tino.resp.RespValue.Entry;
import io.tino.resp.RespValue.Null;
import io.tino.resp.RespValue.Push;
import io.tino.resp.RespValue.SimpleError;
import io.tino.resp.RespValue.SimpleString;
import io.tino.resp.RespValue.VerbatimString;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link ReplyDecoder}.
 */
class ReplyDecoderTests {

	static List<Arguments> replies() {
		return List.of(arguments("+OK\r\n", new SimpleString("OK")), arguments("+\r\n", new SimpleString("")),
				arguments("-ERR no\r\n", new SimpleError("ERR no")), arguments(":42\r\n", number(42)),
				arguments(":-9223372036854775808\r\n", number(Long.MIN_VALUE)),
				arguments("$5\r\nhello\r\n", bulk("hello")), arguments("$0\r\n\r\n", bulk("")),
				arguments("$4\r\n\r\n\r\n\r\n", bulk("\r\n\r\n")), arguments("$-1\r\n", new Null()),
				arguments("*-1\r\n", new Null()), arguments("_\r\n", new Null()),
				arguments("*0\r\n", new Array(List.of())),
				arguments("*2\r\n:1\r\n*1\r\n+a\r\n",
						new Array(List.of(number(1), new Array(List.of(new SimpleString("a")))))),
				arguments("#t\r\n", new Bool(true)), arguments("#f\r\n", new Bool(false)),
				arguments(",1.5\r\n", new DoubleNumber(1.5)), arguments(",10\r\n", new DoubleNumber(10)),
				arguments(",-inf\r\n", new DoubleNumber(Double.NEGATIVE_INFINITY)),
				arguments(",nan\r\n", new DoubleNumber(Double.NaN)), arguments(",1e-7\r\n", new DoubleNumber(1e-7)),
				arguments("(-34928903284092385093248509438\r\n",
						new BigNumber(new BigInteger("-34928903284092385093248509438"))),
				arguments("!21\r\nSYNTAX invalid syntax\r\n", new SimpleError("SYNTAX invalid syntax")),
				arguments("=8\r\ntxt:Some\r\n", new VerbatimString("txt", "Some")),
				arguments("%1\r\n+k\r\n:1\r\n",
						new RespValue.Map(List.of(new Entry(new SimpleString("k"), number(1))))),
				arguments("~2\r\n:1\r\n:1\r\n", new RespValue.Set(List.of(number(1), number(1)))),
				arguments(">2\r\n+message\r\n:1\r\n", new Push(List.of(new SimpleString("message"), number(1)))),
				arguments("|1\r\n+ttl\r\n:9\r\n*1\r\n:1\r\n", new Array(List.of(number(1)))),
				arguments("|1\r\n+ttl\r\n:9\r\n-ERR no\r\n", new SimpleError("ERR no")),
				arguments("|0\r\n|1\r\n|1\r\n+a\r\n+b\r\n+c\r\n*0\r\n>1\r\n+message\r\n",
						new Push(List.of(new SimpleString("message")))),
				arguments("*2\r\n|1\r\n+a\r\n+b\r\n:1\r\n:2\r\n",
						new Array(List.of(new Attributed(
								new RespValue.Map(List.of(new Entry(new SimpleString("a"), new SimpleString("b")))),
								number(1)), number(2)))));
	}

	@ParameterizedTest
	@MethodSource("replies")
	void decodesTheSameReplyWhereverTheInputIsSplit(String wire, RespValue expected) {
		byte[] bytes = (wire + "+NEXT\r\n").getBytes(StandardCharsets.US_ASCII);
		for (int split = 0; split <= bytes.length; split++) {
			ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
			List<RespValue> replies = new ArrayList<>();
			decoder.append(RequestDecoderTests.buffer(bytes, 0, split));
			drain(decoder, replies);
			decoder.append(RequestDecoderTests.buffer(bytes, split, bytes.length));
			drain(decoder, replies);
			assertThat(replies).as("split at %d", split).containsExactly(expected, new SimpleString("NEXT"));
			assertThat(decoder.unreadBytes()).isZero();
			decoder.close();
		}
	}

	@Test
	void givesTheBytesOfABulkStringInPlace() {
		ReplyDecoder decoder = decoder("$5\r\nhello\r\n$0\r\n\r\n$-1\r\n+OK\r\n");
		assertThat(decoder.isBulk()).isFalse();
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isBulk()).isTrue();
		assertThat(decoder.bulk().toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.bulk().readableBytes()).isZero();
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isBulk()).as("null").isFalse();
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isBulk()).as("simple string").isFalse();
		assertThat(decoder.poll()).isFalse();
		decoder.close();
	}

	@Test
	void theValueBehindItsAttributesIsTheReply() {
		ReplyDecoder decoder = decoder("|1\r\n+ttl\r\n$3\r\n>+$\r\n$5\r\nhello\r\n|0\r\n>1\r\n+a\r\n|0\r\n$-1\r\n");
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isBulk()).isTrue();
		assertThat(decoder.isPush()).isFalse();
		assertThat(decoder.bulk().toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isBulk()).isFalse();
		assertThat(decoder.isPush()).isTrue();
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isBulk()).as("null").isFalse();
		assertThat(decoder.value()).isEqualTo(new Null());
		assertThat(decoder.poll()).isFalse();
		decoder.close();
	}

	@Test
	void givesTheElementsOfAPushInPlaceWhereverTheInputIsSplit() {
		byte[] bytes = ">4\r\n$10\r\ntino.reply\r\n:7\r\n$5\r\nhello\r\n*1\r\n+a\r\n$4\r\nnext\r\n"
			.getBytes(StandardCharsets.US_ASCII);
		for (int split = 0; split <= bytes.length; split++) {
			ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
			decoder.append(RequestDecoderTests.buffer(bytes, 0, split));
			boolean whole = decoder.poll();
			decoder.append(RequestDecoderTests.buffer(bytes, split, bytes.length));
			if (!whole) {
				assertThat(decoder.poll()).as("split at %d", split).isTrue();
				requireReply(decoder);
				assertThat(decoder.poll()).isTrue();
				assertThat(decoder.bulk().toString(StandardCharsets.US_ASCII)).isEqualTo("next");
			}
			decoder.close();
		}
	}

	@Test
	void aPushThatIsExpectedIsOpenedWhereverTheInputIsSplit() {
		byte[] bytes = ">3\r\n$10\r\ntino.reply\r\n:12\r\n$5\r\nhello\r\n+OK\r\n".getBytes(StandardCharsets.US_ASCII);
		for (int split = 0; split <= bytes.length; split++) {
			ReplyDecoder decoder = expecting(ReplyLimits.DEFAULT);
			decoder.append(RequestDecoderTests.buffer(bytes, 0, split));
			boolean whole = decoder.poll();
			if (!whole) {
				decoder.append(RequestDecoderTests.buffer(bytes, split, bytes.length));
				assertThat(decoder.poll()).as("split at %d", split).isTrue();
			}
			RespValue push = readPush(decoder);
			assertThat(push).as("split at %d", split).isEqualTo(reply(12, "hello"));
			if (whole) {
				decoder.append(RequestDecoderTests.buffer(bytes, split, bytes.length));
			}
			assertThat(decoder.poll()).isTrue();
			assertThat(decoder.isExpectedPush()).isFalse();
			assertThat(decoder.value()).isEqualTo(new SimpleString("OK"));
			decoder.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ ">3 $10 tino.reply :7 $2 ab, true", ">3 $10 tino.reply :123 $12 abcdefghijkl, true",
			"'>3 $10 tino.reply :7 $0 ', true", ">3 $10 tino.reply :0 $2 ab, true",
			">3 $10 tino.reply :-7 $2 ab, false", ">3 $10 tino.reply :7 $-1, false", ">3 $10 tino.reply :7 :8, false",
			">3 $10 tino.reply :7 *1 :8, false", ">3 $10 tino.error :7 $2 ab, false",
			">4 $10 tino.reply :7 $2 ab :1, false", "*3 $10 tino.reply :7 $2 ab, false",
			">3 $10 tino.reply $1 7 $2 ab, false" })
	void whatIsExpectedIsReadAsWhatIsNot(String elements, boolean expected) {
		byte[] bytes = (elements.replace(" ", "\r\n") + "\r\n").getBytes(StandardCharsets.US_ASCII);
		ReplyDecoder decoder = expecting(ReplyLimits.DEFAULT);
		ReplyDecoder other = new ReplyDecoder(ReplyLimits.DEFAULT);
		decoder.append(RequestDecoderTests.buffer(bytes, 0, bytes.length));
		other.append(RequestDecoderTests.buffer(bytes, 0, bytes.length));
		assertThat(decoder.poll()).isTrue();
		assertThat(other.poll()).isTrue();
		assertThat(decoder.isExpectedPush()).isEqualTo(expected);
		assertThat(expected ? readPush(decoder) : decoder.value()).isEqualTo(other.value());
		assertThat(decoder.poll()).isFalse();
		decoder.close();
		other.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { ":9223372036854775808\r\n$2\r\nab\r\n", ":07\r\n$2\r\nab\r\n", ":\r\n$2\r\nab\r\n",
			":7\r\n$2\r\nabc\r\n", ":7\r\n$11\r\nabcdefghijk\r\n", ":7\r\n$10\r\nabcdefghij\r\n",
			":7x\r\n$2\r\nab\r\n" })
	void whatIsExpectedIsRefusedAsWhatIsNot(String end) {
		byte[] bytes = (">3\r\n$10\r\ntino.reply\r\n" + end).getBytes(StandardCharsets.US_ASCII);
		ReplyLimits limits = new ReplyLimits(10, 16, 4, 64, 48);
		assertThat(outcome(expecting(limits), bytes)).isEqualTo(outcome(new ReplyDecoder(limits), bytes));
	}

	private static Object outcome(ReplyDecoder decoder, byte[] bytes) {
		decoder.append(RequestDecoderTests.buffer(bytes, 0, bytes.length));
		try {
			return decoder.poll() ? readPush(decoder) : "incomplete";
		}
		catch (RespProtocolException ex) {
			return ex.getMessage();
		}
		finally {
			decoder.close();
		}
	}

	private static ReplyDecoder expecting(ReplyLimits limits) {
		ReplyDecoder decoder = new ReplyDecoder(limits);
		decoder.expectPush("tino.reply");
		return decoder;
	}

	/** Read a push that is expected, or another reply. */
	private static RespValue readPush(ReplyDecoder decoder) {
		if (!decoder.isExpectedPush()) {
			return decoder.value();
		}
		assertThat(decoder.isPush()).isFalse();
		assertThat(decoder.isNumber()).isTrue();
		long id = decoder.number();
		assertThat(decoder.nextElement()).isTrue();
		RespValue reply = reply(id, decoder.bulk().toString(StandardCharsets.US_ASCII));
		assertThat(decoder.nextElement()).isFalse();
		return reply;
	}

	private static RespValue reply(long id, String payload) {
		return new Push(List.of(bulk("tino.reply"), new RespValue.Number(id), bulk(payload)));
	}

	private static void requireReply(ReplyDecoder decoder) {
		assertThat(decoder.isPush()).isTrue();
		assertThat(decoder.openPush()).isEqualTo(4);
		assertThat(decoder.isPush()).isFalse();
		assertThat(decoder.isBulk(new RespConstant("tino.reply"))).isTrue();
		assertThat(decoder.isBulk(new RespConstant("tino.repl"))).isFalse();
		assertThat(decoder.isBulk(new RespConstant("tino.error"))).isFalse();
		assertThat(decoder.isNumber()).isFalse();
		assertThat(decoder.nextElement()).isTrue();
		assertThat(decoder.isNumber()).isTrue();
		assertThat(decoder.isBulk(new RespConstant("7"))).isFalse();
		assertThat(decoder.number()).isEqualTo(7);
		assertThat(decoder.nextElement()).isTrue();
		assertThat(decoder.bulk().toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
		assertThat(decoder.nextElement()).isTrue();
		assertThat(decoder.value()).isEqualTo(new Array(List.of(new SimpleString("a"))));
		assertThat(decoder.nextElement()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("replies")
	void anElementOfAPushIsGivenAsAReplyWouldBe(String wire, RespValue expected) {
		if (expected instanceof Push) {
			return; // stands in no other
		}
		boolean hasAttributes = wire.startsWith("|");
		ReplyDecoder decoder = decoder(">3\r\n:1\r\n" + wire + ":-9223372036854775808\r\n");
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.openPush()).isEqualTo(3);
		assertThat(decoder.nextElement()).isTrue();
		assertThat(decoder.isBulk()).isEqualTo(expected instanceof BulkString);
		assertThat(hasAttributes ? ((Attributed) decoder.value()).value() : decoder.value()).isEqualTo(expected);
		assertThat(decoder.nextElement()).isTrue();
		assertThat(decoder.number()).isEqualTo(Long.MIN_VALUE);
		assertThat(decoder.nextElement()).isFalse();
		decoder.close();
	}

	@Test
	void whatIsConsumedIsTheWholePushWhetherItIsOpenedOrNot() {
		ReplyDecoder decoder = decoder(">2\r\n+a\r\n+b\r\n".repeat(2) + ":1\r\n");
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.openPush()).isEqualTo(2);
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.isPush()).isTrue();
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.number()).isEqualTo(1);
		assertThat(decoder.nextElement()).isFalse();
		decoder.append(buffer("+OK\r\n"));
		assertThat(decoder.isNumber()).isFalse();
		decoder.close();
	}

	@Test
	void attributesAloneAreNoReply() {
		ReplyDecoder decoder = decoder("|1\r\n+a\r\n+b\r\n");
		assertThat(decoder.poll()).isFalse();
		assertThat(decoder.isBulk()).isFalse();
		assertThat(decoder.unreadBytes()).isZero();
		decoder.append(buffer("+OK\r\n"));
		assertThat(decoder.poll()).isTrue();
		assertThat(decoder.value()).isEqualTo(new SimpleString("OK"));
		decoder.close();
	}

	@Test
	void bigNumbersAreLimited() {
		for (String sign : List.of("", "-")) {
			String longest = sign + "9".repeat(1000 - sign.length());
			ReplyDecoder decoder = decoder("(" + longest + "\r\n(" + longest + "9\r\n");
			assertThat(decoder.poll()).isTrue();
			assertThat(decoder.value()).isEqualTo(new BigNumber(new BigInteger(longest)));
			assertThatExceptionOfType(RespProtocolException.class).isThrownBy(decoder::poll)
				.withMessageStartingWith("big number of 1001 bytes exceeds limit 1000");
			decoder.close();
		}
	}

	@Test
	void aReplyIsLimitedInAll() {
		ReplyLimits limits = new ReplyLimits(64, 16, 4, 32, 128);
		String half = "*2\r\n$50\r\n" + "x".repeat(50) + "\r\n";
		List<String> longest = List.of(half + "$60\r\n" + "x".repeat(60) + "\r\n",
				"*9\r\n*1\r\n" + ":1234567890\r\n".repeat(8) + ":1234567890123\r\n",
				"|1\r\n+a\r\n+b\r\n" + half + "$60\r\n" + "x".repeat(60) + "\r\n");
		for (String reply : longest) {
			ReplyDecoder decoder = new ReplyDecoder(limits);
			decoder.append(buffer(reply.repeat(2)));
			assertThat(decoder.poll()).as(reply).isTrue();
			assertThat(decoder.poll()).as(reply).isTrue();
			decoder.close();
		}
		for (String reply : List.of(half + "$61\r\n", half + "*16\r\n" + ":12345678\r\n".repeat(5) + ":12345678901234",
				"*16\r\n" + "*16\r\n".repeat(2) + ":1\r\n".repeat(29))) {
			ReplyDecoder decoder = new ReplyDecoder(limits);
			assertThatExceptionOfType(RespProtocolException.class).as(reply).isThrownBy(() -> {
				for (byte b : reply.getBytes(StandardCharsets.US_ASCII)) {
					decoder.append(buffer(String.valueOf((char) b)));
					assertThat(decoder.poll()).isFalse();
				}
			}).satisfies((ex) -> assertThat(ex.reason()).isEqualTo("reply exceeds limit 128"));
			assertThat(decoder.unreadBytes()).isLessThanOrEqualTo(128);
			decoder.close();
		}
	}

	@Test
	void aLimitThatLeavesNoRoomIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReplyDecoder(new ReplyLimits(1, 1, 1, 1, (1 << 30) + 1)))
			.withMessage("A reply must be limited to 1073741824 bytes at most, not 1073741825");
		assertThatIllegalArgumentException().isThrownBy(() -> new ReplyDecoder(new ReplyLimits(1, 1, 1, 1, 0)));
	}

	@Test
	void splitsAnErrorIntoItsCodeAndMessage() {
		assertThat(new SimpleError("ERR no such thing")).returns("ERR", SimpleError::code)
			.returns("no such thing", SimpleError::message);
		assertThat(new SimpleError("PERMISSION_DENIED")).returns("PERMISSION_DENIED", SimpleError::code)
			.returns("", SimpleError::message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', commentCharacter = '@', textBlock = """
			?1\\r\\n             ; unknown reply type 63
			:\\r\\n              ; malformed NUMBER
			:1.5\\r\\n           ; malformed NUMBER
			:9223372036854775808\\r\\n ; malformed NUMBER
			_x\\r\\n             ; malformed NULL
			#x\\r\\n             ; malformed BOOLEAN
			,\\r\\n              ; malformed DOUBLE
			,0x1p3\\r\\n         ; malformed DOUBLE
			,1d\\r\\n            ; malformed DOUBLE
			(1x\\r\\n            ; malformed BIG_NUMBER
			(-\\r\\n             ; malformed BIG_NUMBER
			+a\\rb\\r\\n         ; malformed SIMPLE_STRING
			+OK\\n               ; line not terminated by CRLF
			$65\\r\\n            ; invalid bulk length
			$?\\r\\n             ; invalid bulk length
			$-2\\r\\n            ; invalid bulk length
			!-1\\r\\n            ; invalid bulk length
			=3\\r\\n             ; invalid bulk length
			=4\\r\\ntxt.\\r\\n   ; verbatim string without format
			$1\\r\\nabc          ; invalid bulk terminator
			*17\\r\\n            ; invalid multibulk length
			*?\\r\\n             ; invalid multibulk length
			%-1\\r\\n            ; invalid multibulk length
			*1\\r\\n*1\\r\\n*1\\r\\n*1\\r\\n*1\\r\\n ; nesting exceeds limit 4
			*1\\r\\n|0\\r\\n|0\\r\\n|0\\r\\n|0\\r\\n ; nesting exceeds limit 4
			|1\\r\\n|0\\r\\n|0\\r\\n|0\\r\\n|0\\r\\n ; nesting exceeds limit 4
			|1\\r\\n>1\\r\\n     ; misplaced push
			*1\\r\\n>1\\r\\n     ; misplaced push
			>0\\r\\n             ; misplaced push
			+xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ; line of 34 bytes exceeds limit 32
			""")
	void refusesMalformedReplies(String escaped, String reason) {
		ReplyDecoder decoder = new ReplyDecoder(new ReplyLimits(64, 16, 4, 32, 128));
		decoder.append(buffer(escaped.replace("\\r", "\r").replace("\\n", "\n")));
		assertThatExceptionOfType(RespProtocolException.class).isThrownBy(() -> drain(decoder, new ArrayList<>()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
		decoder.append(buffer("+OK\r\n"));
		assertThatExceptionOfType(RespProtocolException.class).isThrownBy(decoder::poll);
		decoder.close();
	}

	@Test
	void whenClosedDropsWhatComes() {
		ReplyDecoder decoder = decoder("$5\r\nhel");
		assertThat(decoder.poll()).isFalse();
		decoder.close();
		decoder.append(buffer("lo\r\n"));
		assertThat(decoder.poll()).isFalse();
	}

	@Test
	void whenMemoryRunsOutNothingIsKept() {
		AtomicBoolean exhausted = new AtomicBoolean();
		ByteBufAllocator allocator = new AbstractByteBufAllocator() {

			@Override
			protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
				if (exhausted.get()) {
					throw new OutOfMemoryError("exhausted");
				}
				return new UnpooledHeapByteBuf(this, initialCapacity, maxCapacity);
			}

			@Override
			protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
				return newHeapBuffer(initialCapacity, maxCapacity);
			}

			@Override
			public boolean isDirectBufferPooled() {
				return false;
			}

		};
		ByteBuf head = allocator.buffer(5).writeBytes("$5\r\nh".getBytes(StandardCharsets.US_ASCII));
		ByteBuf tail = allocator.buffer(6).writeBytes("ello\r\n".getBytes(StandardCharsets.US_ASCII));
		ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
		decoder.append(head);
		assertThat(decoder.poll()).isFalse();
		exhausted.set(true);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> decoder.append(tail));
		assertThat(tail.refCnt()).isZero();
		decoder.close();
		assertThat(head.refCnt()).isZero();
	}

	private static void drain(ReplyDecoder decoder, List<RespValue> replies) {
		while (decoder.poll()) {
			replies.add(decoder.value());
		}
	}

	private static ReplyDecoder decoder(String wire) {
		ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
		decoder.append(buffer(wire));
		return decoder;
	}

	private static ByteBuf buffer(String text) {
		return ByteBufAllocator.DEFAULT.buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static RespValue number(long value) {
		return new RespValue.Number(value);
	}

	private static RespValue bulk(String text) {
		return new BulkString(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
	}

}
