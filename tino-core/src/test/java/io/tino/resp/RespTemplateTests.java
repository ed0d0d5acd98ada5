package io.tino.resp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RespTemplate}.
 */
class RespTemplateTests {

	private static final byte[] BEFORE = "*2\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] AFTER = "$1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);

	@Property(tries = 300)
	void numbersAreWrittenAsByAWriterWhateverHasBeenWrittenBefore(@ForAll("starts") long start,
			@ForAll("steps") long[] steps) {
		RespTemplate number = RespTemplate.ofNumber("*2\r\n");
		RespTemplate bulk = RespTemplate.ofBulk(BEFORE, AFTER);
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		ByteBuf expected = ByteBufAllocator.DEFAULT.buffer();
		RespWriter writer = new RespWriter(expected, RespVersion.RESP3);
		long value = start;
		for (long step : steps) {
			value = Math.max(0, value + step);
			number.write(value, out);
			bulk.write(value, out);
			writer.array(2);
			writer.number(value);
			writer.array(2);
			writer.bulk(value);
			writer.bulk("x");
		}
		assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString(StandardCharsets.US_ASCII));
		out.release();
		expected.release();
	}

	@Provide
	Arbitrary<Long> starts() {
		Arbitrary<Long> nines = Arbitraries.of(0L, 8L, 98L, 997L, 99_999_997L, 999_999_999_997L);
		return Arbitraries.oneOf(nines, Arbitraries.longs().between(0, Long.MAX_VALUE / 2));
	}

	@Provide
	Arbitrary<long[]> steps() {
		Arbitrary<Long> step = Arbitraries.frequencyOf(Tuple.of(8, Arbitraries.just(1L)),
				Tuple.of(2, Arbitraries.longs().between(-1_000, 1_000)));
		return step.array(long[].class).ofMaxSize(20);
	}

}
