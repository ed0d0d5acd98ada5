package io.tino.payload;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePack;
import org.msgpack.jackson.dataformat.MessagePackFactory;
import org.msgpack.jackson.dataformat.MessagePackMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DirectPayloads}.
 */
class DirectPayloadsTests {

	private final DirectPayloads direct = of(PayloadMappers.messagePack());

	private static DirectPayloads of(ObjectMapper mapper) {
		return new DirectPayloads(() -> mapper, PayloadLimits.DEFAULT.maxNestingDepth());
	}

	static List<Class<?>> compiled() {
		return BoundTypes.COMPILED;
	}

	static List<Class<?>> left() {
		return BoundTypes.LEFT;
	}

	@ParameterizedTest
	@MethodSource("compiled")
	void whatIsUnderstoodIsWrittenAndReadWithoutJackson(Class<?> type) {
		assertThat(this.direct.writes(type)).as("written").isTrue();
		assertThat(this.direct.findReader(type)).as("read").isNotNull();
	}

	@ParameterizedTest
	@MethodSource("left")
	void whatIsNotUnderstoodIsLeftToJackson(Class<?> type) {
		assertThat(this.direct.writes(type) && this.direct.findReader(type) != null).isFalse();
	}

	@Test
	void mappersThatDoMoreThanIsUnderstoodKeepAllValues() {
		ObjectMapper views = PayloadMappers.messagePack();
		views.setConfig(views.getSerializationConfig().withView(BoundTypes.View.class));
		ObjectMapper packer = new ObjectMapper(
				new MessagePackFactory(new MessagePack.PackerConfig().withStr8FormatSupport(false)));
		ObjectMapper handler = PayloadMappers.messagePack().addHandler(new DeserializationProblemHandler() {

		});
		for (ObjectMapper mapper : List.of(views, packer, handler, new MessagePackMapper())) {
			DirectPayloads payloads = of(mapper);
			assertThat(payloads.writes(BoundTypes.Numbers.class)).isFalse();
			assertThat(payloads.findReader(BoundTypes.Numbers.class)).isNull();
		}
	}

	@Test
	void whatContainsItselfIsLeftToJacksonToRefuse() {
		BoundTypes.Bean bean = new BoundTypes.Bean();
		bean.setMore(List.of(bean));
		ByteBuf out = Unpooled.buffer().writeByte(1);
		assertThat(this.direct.write(bean, out)).isFalse();
		assertThat(out.readableBytes()).as("nothing of it is there").isEqualTo(1);
		MessagePackCodec codec = new MessagePackCodec(PayloadMappers.messagePack());
		assertThatExceptionOfType(UnsupportedPayloadException.class).isThrownBy(() -> codec.write(bean, out));
	}

	@Test
	void aGetterMayWriteTooWhileItsObjectIsWritten() {
		assertThat(this.direct.writes(Busy.class)).isTrue();
		MessagePackCodec codec = new MessagePackCodec(PayloadMappers.messagePack());
		ByteBuf out = Unpooled.buffer();
		codec.write(new Busy(codec, "text"), out);
		assertThat(ByteBufUtil.hexDump(out)).isEqualTo("82a162a474657874a16102");
	}

	/** Writes something itself. */
	record Busy(@JsonIgnore MessagePackCodec codec, @JsonIgnore String text) {

		@JsonProperty
		int a() {
			ByteBuf out = Unpooled.buffer();
			this.codec.write(new BoundTypes.Cat("cat"), out);
			return 2;
		}

		@JsonProperty
		String b() {
			return this.text;
		}

	}

}
