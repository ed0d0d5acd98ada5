package io.tino.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallEncoder}.
 */
class CallEncoderTests {

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final CallEncoder encoder = new CallEncoder(CODEC);

	@Property(tries = 200)
	void whatHasBeenWrittenBeforeChangesNothing(@ForAll @Size(max = 20) List<@IntRange(max = 20_000) Integer> lengths) {
		CallEncoder used = new CallEncoder(CODEC);
		for (int length : lengths) {
			String command = (length % 3 == 0) ? "GR\u00dcSSE" : "ADD";
			@Nullable Object[] arguments = { length, "x".repeat(length), null, true, 1e300, Long.MIN_VALUE };
			assertThat(text(used.call(command, Map.of(), arguments))).isEqualTo(expected(command, arguments));
		}
	}

	@Property(tries = 100)
	void bytesAreWrittenAsTheyAre(@ForAll @Size(max = 4) List<@IntRange(max = 200_000) Integer> lengths) {
		@Nullable Object[] arguments = lengths.stream().map((length) -> new byte[length]).toArray();
		assertThat(text(this.encoder.call("ECHO", Map.of(), arguments))).isEqualTo(expected("ECHO", arguments));
	}

	@Test
	void aLongRequestIsWrittenToWhatItIsSentFrom() {
		ClientRequest request = this.encoder.call("ECHO", Map.of(), new Object[] { new byte[1_000_000] });
		assertThat(request.elements().isDirect()).isTrue();
		assertThat(request.elements().capacity()).as("and has not grown").isEqualTo(1_000_256);
		request.release();
	}

	@Test
	void aShortRequestAfterLongOnesKeepsFewBytes() {
		for (int i = 0; i < 10; i++) {
			text(this.encoder.call("ECHO", Map.of(), new Object[] { "x".repeat(100_000) }));
		}
		ClientRequest request = this.encoder.call("ECHO", Map.of(), new Object[] { 1 });
		assertThat(request.elements().capacity()).isLessThan(512);
		request.release();
	}

	@Test
	void namesThatAreMadeUpForEachCallAreWrittenAsOthers() {
		for (int i = 0; i < 1100; i++) {
			String command = "MADE.UP." + i;
			assertThat(text(this.encoder.call(command, Map.of(), new Object[] { i })))
				.isEqualTo(expected(command, new Object[] { i }));
		}
		assertThat(this.encoder.kept()).isEqualTo(1000);
	}

	private static String expected(String command, @Nullable Object[] arguments) {
		ByteBuf out = Unpooled.buffer();
		RespWriter writer = new RespWriter(out, RespVersion.RESP2);
		writer.bulk(command);
		for (Object argument : arguments) {
			ByteBuf payload = Unpooled.buffer();
			CODEC.write(argument, payload);
			writer.bulk(payload);
		}
		return out.toString(StandardCharsets.ISO_8859_1);
	}

	private static String text(ClientRequest request) {
		try {
			return new String(ByteBufUtil.getBytes(request.elements()), StandardCharsets.ISO_8859_1);
		}
		finally {
			request.release();
		}
	}

}
