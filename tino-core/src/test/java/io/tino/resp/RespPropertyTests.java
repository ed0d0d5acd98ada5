package io.tino.resp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link RequestDecoder}, {@link ReplyDecoder} and {@link RespWriter}.
 */
class RespPropertyTests {

	@Property(tries = 500)
	void requestsSurviveWritingAndReadingInAnyPieces(@ForAll("requests") List<List<String>> requests,
			@ForAll("cuts") List<Integer> cuts) {
		ByteBuf wire = ByteBufAllocator.DEFAULT.buffer();
		RespWriter writer = new RespWriter(wire, RespVersion.RESP2);
		for (List<String> request : requests) {
			writer.array(request.size());
			request.forEach((element) -> writer.bulk(element.getBytes(StandardCharsets.ISO_8859_1)));
		}
		RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
		List<List<String>> decoded = new ArrayList<>();
		forEachPiece(wire, cuts, (piece) -> {
			decoder.append(piece);
			RequestDecoderTests.drain(decoder, decoded);
		});
		assertThat(decoded).isEqualTo(requests);
		assertThat(decoder.unreadBytes()).isZero();
		decoder.close();
	}

	@Property(tries = 500)
	void repliesSurviveWritingAndReadingInAnyPieces(@ForAll("values") List<RespValue> values,
			@ForAll("cuts") List<Integer> cuts) {
		ByteBuf wire = ByteBufAllocator.DEFAULT.buffer();
		RespValueWriter writer = new RespValueWriter(new RespWriter(wire, RespVersion.RESP3));
		values.forEach(writer::write);
		ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
		List<RespValue> decoded = new ArrayList<>();
		forEachPiece(wire, cuts, (piece) -> {
			decoder.append(piece);
			while (decoder.poll()) {
				decoded.add(decoder.value());
			}
		});
		assertThat(decoded).isEqualTo(values);
		assertThat(decoder.unreadBytes()).isZero();
		decoder.close();
	}

	@Property(tries = 5_000)
	void arbitraryBytesAreARequestOrAProtocolError(@ForAll("wireLikeBytes") byte[] bytes,
			@ForAll("cuts") List<Integer> cuts) {
		RequestDecoder decoder = new RequestDecoder(new RequestLimits(16, 64, 128, 64, 32));
		ByteBuf wire = ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes);
		try {
			forEachPiece(wire, cuts, (piece) -> {
				decoder.append(piece);
				RequestDecoderTests.drain(decoder, new ArrayList<>());
			});
		}
		catch (RespProtocolException ex) {
			assertThat(ex.offset()).isBetween(0L, (long) bytes.length);
			assertThat(ex.reason()).doesNotContain("\r", "\n");
		}
		decoder.close();
	}

	@Property(tries = 5_000)
	void arbitraryBytesAreAReplyOrAProtocolError(@ForAll("wireLikeBytes") byte[] bytes,
			@ForAll("cuts") List<Integer> cuts) {
		ReplyDecoder decoder = new ReplyDecoder(new ReplyLimits(64, 16, 4, 32, 128));
		ByteBuf wire = ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes);
		try {
			forEachPiece(wire, cuts, (piece) -> {
				decoder.append(piece);
				while (decoder.poll()) {
					decoder.value();
				}
			});
		}
		catch (RespProtocolException ex) {
			assertThat(ex.offset()).isBetween(0L, (long) bytes.length);
		}
		decoder.close();
	}

	@Property
	void numbersAreReadAsTheyAreWritten(@ForAll long number) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(1);
		RespNumber.write(number, out);
		assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(Long.toString(number));
		assertThat(RespNumber.isLong(out)).isTrue();
		assertThat(RespNumber.parse(out)).isEqualTo(number);
		out.release();
	}

	@Property
	void whatIsReadAsANumberIsWrittenTheSame(@ForAll("numberLikeText") String text) {
		ByteBuf in = ByteBufAllocator.DEFAULT.buffer();
		ByteBufUtil.writeAscii(in, text);
		boolean isLong;
		try {
			isLong = Long.toString(Long.parseLong(text)).equals(text);
		}
		catch (NumberFormatException ex) {
			isLong = false;
		}
		assertThat(RespNumber.isLong(in)).as(text).isEqualTo(isLong);
		assertThat(RespNumber.parse(in)).as(text).isEqualTo(isLong ? Long.parseLong(text) : Long.MIN_VALUE);
		in.release();
	}

	@Property(tries = 200)
	void bulksOfUnknownLengthAreWrittenAsThoseOfKnownLength(@ForAll @Size(max = 2_000) byte[] content,
			@ForAll("expectedLengths") int expectedLength) {
		for (ByteBuf out : List.of(ByteBufAllocator.DEFAULT.heapBuffer(1), ByteBufAllocator.DEFAULT.directBuffer(1))) {
			RespWriter writer = new RespWriter(out, RespVersion.RESP2);
			writer.ok();
			int mark = writer.beginBulk(expectedLength);
			out.writeBytes(content);
			writer.endBulk(mark, expectedLength);
			writer.ok();
			ByteBuf expected = ByteBufAllocator.DEFAULT.buffer();
			RespWriter known = new RespWriter(expected, RespVersion.RESP2);
			known.ok();
			known.bulk(content);
			known.ok();
			assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(expected));
			expected.release();
			out.release();
		}
	}

	@Provide
	Arbitrary<String> numberLikeText() {
		Arbitrary<String> anything = Arbitraries.strings().withChars("-+0019 ").ofMaxLength(22);
		Arbitrary<String> nearTheLimits = Arbitraries.bigIntegers()
			.between(BigInteger.valueOf(-20), BigInteger.valueOf(20))
			.flatMap((offset) -> Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L)
				.map((limit) -> BigInteger.valueOf(limit).add(offset).toString()));
		return Arbitraries.oneOf(anything, nearTheLimits);
	}

	@Provide
	Arbitrary<Integer> expectedLengths() {
		return Arbitraries.of(0, 9, 10, 99, 100, 999, 1_000, 100_000);
	}

	@Provide
	Arbitrary<List<List<String>>> requests() {
		Arbitrary<String> element = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40);
		Arbitrary<String> name = Arbitraries.strings().alpha().ofMinLength(4).ofMaxLength(10);
		return Combinators.combine(name, element.list().ofMaxSize(6)).as((first, rest) -> {
			List<String> request = new ArrayList<>(rest);
			request.add(0, first);
			return request;
		}).list().ofMaxSize(8);
	}

	@Provide
	Arbitrary<List<Integer>> cuts() {
		return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(10);
	}

	@Provide
	Arbitrary<byte[]> wireLikeBytes() {
		Arbitrary<String> piece = Arbitraries.of("*", "$", "\r\n", "\r", "\n", "1", "0", "-1", "3", "17", "PING", "+",
				"-", ":", ",", "#", "t", "_", "(", "=", "txt:", "%", "~", ">", "|", "!", "\"", "'", "\\x", " ",
				"*1\r\n", "$4\r\nPING\r\n", "x".repeat(33), "99999999999999999999", "\u0000\u00ff");
		return piece.list()
			.ofMaxSize(30)
			.map((pieces) -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
	}

	@Provide
	Arbitrary<List<RespValue>> values() {
		return value(3).list().ofMaxSize(5);
	}

	private static Arbitrary<RespValue> value(int depth) {
		Arbitrary<String> line = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20);
		Arbitrary<String> text = Arbitraries.strings().ascii().ofMaxLength(20);
		Arbitrary<RespValue> scalar = Arbitraries.oneOf(line.map(RespValue.SimpleString::new),
				line.map((message) -> new RespValue.SimpleError(("ERR " + message).strip())),
				Arbitraries.longs().map(RespValue.Number::new),
				text.map((bytes) -> new RespValue.BulkString(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)))),
				Arbitraries.just(new RespValue.Null()), Arbitraries.of(true, false).map(RespValue.Bool::new),
				Arbitraries.doubles().map(RespValue.DoubleNumber::new),
				Arbitraries.bigIntegers().map((number) -> new RespValue.BigNumber(number.multiply(number))),
				text.map((content) -> new RespValue.VerbatimString("txt", content)));
		if (depth == 0) {
			return scalar;
		}
		Arbitrary<List<RespValue>> elements = value(depth - 1).list().ofMaxSize(4);
		Arbitrary<List<RespValue.Entry>> entries = Combinators.combine(value(depth - 1), value(depth - 1))
			.as(RespValue.Entry::new)
			.list()
			.ofMaxSize(3);
		return Arbitraries.oneOf(scalar, elements.map(RespValue.Array::new), elements.map(RespValue.Set::new),
				entries.map(RespValue.Map::new));
	}

	private static void forEachPiece(ByteBuf wire, List<Integer> cuts, java.util.function.Consumer<ByteBuf> consumer) {
		try {
			for (int i = 0; wire.isReadable(); i++) {
				int length = Math.min(cuts.get(i % cuts.size()), wire.readableBytes());
				consumer.accept(wire.readBytes(length));
			}
		}
		finally {
			wire.release();
		}
	}

}
