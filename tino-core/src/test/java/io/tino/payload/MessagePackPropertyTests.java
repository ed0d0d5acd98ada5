package io.tino.payload;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link MessagePackCodec}, with {@code msgpack-core} as the reference.
 */
class MessagePackPropertyTests {

	private static final List<Type> TYPES = List.of(int.class, long.class, double.class, boolean.class, String.class,
			byte[].class, Object.class, Bean.class, new TypeReference<List<String>>() {
			}.getType(), new TypeReference<Map<String, Bean>>() {
			}.getType());

	private final PayloadCodec codec = new MessagePackCodec(PayloadMappers.messagePack());

	private final List<? extends PayloadReader<?>> readers = TYPES.stream().map(this.codec::reader).toList();

	record Bean(int a, String b, List<Bean> c) {
	}

	@Property(tries = 500)
	void whatIsWrittenReadsTheSameHereAndElsewhere(@ForAll("values") Object value) throws IOException {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(1);
		this.codec.write(value, out);
		byte[] bytes = ByteBufUtil.getBytes(out);
		MessagePackScanner.check(out, 16);
		assertThat(this.codec.<Object>reader(Object.class).read(out)).usingRecursiveComparison().isEqualTo(value);
		out.release();
		try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
			Value elsewhere = unpacker.unpackValue();
			assertThat(unpacker.hasNext()).isFalse();
			try (var packer = MessagePack.newDefaultBufferPacker()) {
				packer.packValue(elsewhere);
				assertThat(ByteBufUtil.hexDump(bytes)).as("shortest form")
					.isEqualTo(ByteBufUtil.hexDump(packer.toByteArray()));
			}
		}
	}

	@Property(tries = 2_000)
	void arbitraryBytesAreAValueOrAPayloadException(@ForAll("bytes") byte[] bytes) {
		for (PayloadReader<?> reader : this.readers) {
			ByteBuf in = Unpooled.wrappedBuffer(bytes);
			try {
				reader.read(in);
			}
			catch (MalformedPayloadException ex) {
				assertThat(isWellFormed(bytes)).as("%s: %s", ByteBufUtil.hexDump(bytes), ex.getMessage()).isFalse();
			}
			catch (MismatchedPayloadException ex) {
				assertThat(isWellFormed(bytes)).as("%s: %s", ByteBufUtil.hexDump(bytes), ex.getMessage()).isTrue();
			}
		}
	}

	private static boolean isWellFormed(byte[] bytes) {
		try {
			MessagePackScanner.check(Unpooled.wrappedBuffer(bytes), PayloadLimits.DEFAULT.maxNestingDepth());
			return true;
		}
		catch (MalformedPayloadException ex) {
			return false;
		}
	}

	@Provide
	Arbitrary<Object> values() {
		return value(2);
	}

	private static Arbitrary<Object> value(int depth) {
		Arbitrary<Object> scalar = Arbitraries.oneOf(Arbitraries.integers().asGeneric(),
				Arbitraries.longs().filter((value) -> value != value.intValue()).asGeneric(),
				Arbitraries.doubles().asGeneric(), Arbitraries.of(true, false).asGeneric(),
				Arbitraries.strings().ofMaxLength(300).map(MessagePackPropertyTests::valid).asGeneric(),
				Arbitraries.bytes().array(byte[].class).ofMaxSize(300).asGeneric());
		if (depth == 0) {
			return scalar;
		}
		Arbitrary<Object> element = value(depth - 1);
		Arbitrary<String> key = Arbitraries.strings().ascii().ofMaxLength(40);
		return Arbitraries.oneOf(scalar, element.list().ofMaxSize(18).asGeneric(),
				Combinators.combine(key, element).as(Map::entry).list().ofMaxSize(20).map((entries) -> {
					Map<String, Object> map = new LinkedHashMap<>();
					entries.forEach((entry) -> map.put(entry.getKey(), entry.getValue()));
					return (Object) map;
				}));
	}

	/** UTF-8 has no lone surrogates. */
	private static String valid(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	@Provide
	Arbitrary<byte[]> bytes() {
		Arbitrary<Byte> anything = Arbitraries.bytes();
		Arbitrary<Byte> header = Arbitraries.integers().between(0xc0, 0xdf).map(Integer::byteValue);
		Arbitrary<Byte> small = Arbitraries.of((byte) 0, (byte) 1, (byte) 2, (byte) 0x81, (byte) 0x91, (byte) 0x92,
				(byte) 0xa1, (byte) 'a', (byte) 'b', (byte) 'c');
		return Arbitraries.oneOf(anything, header, small, small).array(byte[].class).ofMaxSize(24);
	}

}
