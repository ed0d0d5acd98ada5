package io.tino.resp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RespWriter}.
 */
class RespWriterTests {

	@Test
	void writesTypesThatBothVersionsHave() {
		assertThatBoth(RespWriter::ok).isEqualTo("+OK\r\n");
		assertThatBoth((writer) -> writer.simpleString("PONG")).isEqualTo("+PONG\r\n");
		assertThatBoth((writer) -> writer.error("ERR", "no")).isEqualTo("-ERR no\r\n");
		assertThatBoth((writer) -> writer.error("PERMISSION_DENIED", "")).isEqualTo("-PERMISSION_DENIED\r\n");
		assertThatBoth((writer) -> writer.number(-42)).isEqualTo(":-42\r\n");
		assertThatBoth((writer) -> writer.bulk("h\u00e9")).isEqualTo("$3\r\nh\u00e9\r\n");
		assertThatBoth((writer) -> writer.bulk(new byte[] { 'a', 'b' })).isEqualTo("$2\r\nab\r\n");
		assertThatBoth((writer) -> writer.bulk(Unpooled.wrappedBuffer(new byte[] { 'a' }))).isEqualTo("$1\r\na\r\n");
		assertThatBoth((writer) -> writer.array(3)).isEqualTo("*3\r\n");
	}

	@Test
	void writesTypesOfResp3AsRedisWritesThemInResp2() {
		assertThatWriting((writer) -> writer.nullValue(), "$-1\r\n", "_\r\n");
		assertThatWriting((writer) -> writer.bool(true), ":1\r\n", "#t\r\n");
		assertThatWriting((writer) -> writer.bool(false), ":0\r\n", "#f\r\n");
		assertThatWriting((writer) -> writer.doubleNumber(1.5), "$3\r\n1.5\r\n", ",1.5\r\n");
		assertThatWriting((writer) -> writer.doubleNumber(3), "$1\r\n3\r\n", ",3\r\n");
		assertThatWriting((writer) -> writer.doubleNumber(Double.POSITIVE_INFINITY), "$3\r\ninf\r\n", ",inf\r\n");
		assertThatWriting((writer) -> writer.doubleNumber(Double.NEGATIVE_INFINITY), "$4\r\n-inf\r\n", ",-inf\r\n");
		assertThatWriting((writer) -> writer.doubleNumber(Double.NaN), "$3\r\nnan\r\n", ",nan\r\n");
		assertThatWriting((writer) -> writer.bigNumber(BigInteger.TEN), "$2\r\n10\r\n", "(10\r\n");
		assertThatWriting((writer) -> writer.verbatim("txt", "abc"), "$3\r\nabc\r\n", "=7\r\ntxt:abc\r\n");
		assertThatWriting((writer) -> writer.map(2), "*4\r\n", "%2\r\n");
		assertThatWriting((writer) -> writer.set(2), "*2\r\n", "~2\r\n");
		assertThatWriting((writer) -> writer.push(3), "*3\r\n", ">3\r\n");
	}

	@Test
	void aLineNeverHoldsCrOrLf() {
		assertThatBoth((writer) -> writer.error("ER\nR", "one\r\ntwo\n")).isEqualTo("-ER\\nR one\\r\\ntwo\\n\r\n");
		assertThatBoth((writer) -> writer.simpleString("a\rb")).isEqualTo("+a\\rb\r\n");
	}

	private static org.assertj.core.api.AbstractStringAssert<?> assertThatBoth(Consumer<RespWriter> writing) {
		String resp2 = write(writing, RespVersion.RESP2);
		assertThat(write(writing, RespVersion.RESP3)).isEqualTo(resp2);
		return assertThat(resp2);
	}

	private static void assertThatWriting(Consumer<RespWriter> writing, String resp2, String resp3) {
		assertThat(write(writing, RespVersion.RESP2)).isEqualTo(resp2);
		assertThat(write(writing, RespVersion.RESP3)).isEqualTo(resp3);
	}

	private static String write(Consumer<RespWriter> writing, RespVersion version) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(1);
		try {
			writing.accept(new RespWriter(out, version));
			return out.toString(StandardCharsets.UTF_8);
		}
		finally {
			out.release();
		}
	}

	@Test
	void aSizeIsCorrectedInABufferThatIsFull() {
		ByteBuf out = Unpooled.buffer("*1\r\n".length() + 10 * ":1\r\n".length());
		RespWriter writer = new RespWriter(out, RespVersion.RESP3);
		writer.array(1);
		for (int i = 0; i < 10; i++) {
			writer.number(1);
		}
		assertThat(out.isWritable()).isFalse();
		writer.correctSize(0, 10);
		assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("*10\r\n" + ":1\r\n".repeat(10));
	}

}
