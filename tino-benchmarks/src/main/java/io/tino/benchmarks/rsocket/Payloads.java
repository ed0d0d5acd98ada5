package io.tino.benchmarks.rsocket;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

import io.tino.benchmarks.work.Model;
import io.tino.benchmarks.work.Work;

/**
 * What payloads hold. A request begins with a byte that says what is called, which takes
 * less than metadata would; a reply is what has come of it and nothing else.
 */
final class Payloads {

	private static final Work.Kind[] KINDS = Work.Kind.values();

	private static final CBORMapper MAPPER = new CBORMapper();

	private static final ObjectWriter MODEL_WRITER = MAPPER.writerFor(Model.class);

	private static final ObjectReader MODEL_READER = MAPPER.readerFor(Model.class);

	private static final int MODEL_SIZE = 1024;

	private Payloads() {
	}

	static ByteBuf buffer(int size) {
		return ByteBufAllocator.DEFAULT.buffer(size);
	}

	/** Begin a request whose arguments take so many bytes. */
	static ByteBuf request(Work.Kind kind, int size) {
		return buffer(1 + size).writeByte(kind.ordinal());
	}

	/** Read what a request calls. */
	static Work.Kind readKind(ByteBuf request) {
		return KINDS[request.readByte()];
	}

	static int textSize(String text) {
		return ByteBufUtil.utf8MaxBytes(text);
	}

	static ByteBuf writeText(ByteBuf buffer, String text) {
		ByteBufUtil.writeUtf8(buffer, text);
		return buffer;
	}

	static String readText(ByteBuf buffer) {
		return buffer.toString(StandardCharsets.UTF_8);
	}

	static int modelSize() {
		return MODEL_SIZE;
	}

	static ByteBuf writeModel(ByteBuf buffer, Model model) {
		MODEL_WRITER.writeValue((OutputStream) new ByteBufOutputStream(buffer), model);
		return buffer;
	}

	static Model readModel(ByteBuf buffer) {
		return MODEL_READER.readValue((InputStream) new ByteBufInputStream(buffer));
	}

}
