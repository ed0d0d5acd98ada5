package io.tino.benchmarks.micro;

import java.io.IOException;
import java.io.OutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import org.jspecify.annotations.Nullable;
import org.msgpack.jackson.dataformat.MessagePackFactory;

import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.payload.PayloadWriter;

/**
 * Who binds types to bytes.
 */
public enum Binding {

	/** Tino, to MessagePack. */
	TINO {

		@Override
		Bound bind(Class<?> type) {
			MessagePackCodec codec = new MessagePackCodec(PayloadMappers.messagePack());
			return new TinoBound(codec.writer(type), codec.reader(type));
		}

	},

	/** Jackson, to MessagePack. */
	JACKSON_MESSAGE_PACK {

		@Override
		Bound bind(Class<?> type) {
			ObjectMapper mapper = new ObjectMapper(new MessagePackFactory());
			return new JacksonBound(mapper.writerFor(type), mapper.readerFor(type));
		}

	},

	/** Jackson, to JSON. */
	JACKSON_JSON {

		@Override
		Bound bind(Class<?> type) {
			ObjectMapper mapper = new ObjectMapper();
			return new JacksonBound(mapper.writerFor(type), mapper.readerFor(type));
		}

	};

	/** Bind a type. */
	abstract Bound bind(Class<?> type);

	private record TinoBound(PayloadWriter<Object> writer, PayloadReader<Object> reader) implements Bound {

		@Override
		public void write(Object value, ByteBuf out) {
			this.writer.write(value, out);
		}

		@Override
		public @Nullable Object read(ByteBuf in) {
			return this.reader.read(in);
		}

	}

	private record JacksonBound(ObjectWriter writer, ObjectReader reader) implements Bound {

		@Override
		public void write(Object value, ByteBuf out) throws IOException {
			try (OutputStream stream = new ByteBufOutputStream(out)) {
				this.writer.writeValue(stream, value);
			}
		}

		/** From the array, which is as fast as it reads. */
		@Override
		public @Nullable Object read(ByteBuf in) throws IOException {
			return this.reader.readValue(in.array(), in.arrayOffset() + in.readerIndex(), in.readableBytes());
		}

	}

}
