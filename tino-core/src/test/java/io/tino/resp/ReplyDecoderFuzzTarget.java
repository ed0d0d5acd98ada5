package io.tino.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import io.tino.fuzz.CountingAllocator;
import io.tino.fuzz.FuzzStep;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target for {@link ReplyDecoder}: however the input is cut, and whatever is
 * expected, the same replies come out of it, memory stays in proportion to what is
 * unread, and what {@link RespWriter} writes of a reply is read back.
 */
public final class ReplyDecoderFuzzTarget {

	private static final ReplyLimits SMALL = new ReplyLimits(100, 16, 4, 64, 200);

	private final CountingAllocator allocator = new CountingAllocator();

	private final ReplyLimits limits;

	private final ReplyDecoder decoder;

	private final List<RespValue> replies = new ArrayList<>();

	private boolean failed;

	private long received;

	private ReplyDecoderFuzzTarget(ReplyLimits limits) {
		this.limits = limits;
		this.decoder = new ReplyDecoder(limits);
	}

	/**
	 * Run the target.
	 * @param input a script
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		List<FuzzStep> steps = FuzzStep.parse(input);
		for (ReplyLimits limits : List.of(SMALL, ReplyLimits.DEFAULT)) {
			ReplyDecoderFuzzTarget whole = new ReplyDecoderFuzzTarget(limits);
			ReplyDecoderFuzzTarget pieces = new ReplyDecoderFuzzTarget(limits);
			pieces.decoder.expectPush("tino.reply");
			whole.decodeAtOnce(steps);
			pieces.decodeInPieces(steps);
			assertThat(pieces.replies).as("replies of the input in pieces").isEqualTo(whole.replies);
			assertThat(pieces.failed).as("failure of the input in pieces").isEqualTo(whole.failed);
			pieces.replies.forEach(ReplyDecoderFuzzTarget::requireReadBack);
		}
	}

	private void decodeAtOnce(List<FuzzStep> steps) {
		ByteBuf all = this.allocator.buffer();
		for (FuzzStep step : steps) {
			ByteBuf bytes = step.bytes(this.allocator);
			all.writeBytes(bytes);
			bytes.release();
		}
		decode(all);
		end();
	}

	private void decodeInPieces(List<FuzzStep> steps) {
		for (FuzzStep step : steps) {
			if (!this.failed) {
				decode(step.bytes(this.allocator));
			}
		}
		end();
	}

	private void decode(ByteBuf bytes) {
		this.received += bytes.readableBytes();
		this.decoder.append(bytes);
		try {
			while (this.decoder.poll()) {
				this.replies.add(reply());
			}
		}
		catch (RespProtocolException ex) {
			assertThat(ex.offset()).isBetween(0L, this.received);
			this.failed = true;
			return;
		}
		assertThat(this.decoder.unreadBytes()).isLessThanOrEqualTo(this.limits.maxReplyBytes());
		assertThat(this.allocator.used()).isLessThanOrEqualTo(1024 + 8L * this.decoder.unreadBytes());
	}

	private RespValue reply() {
		return this.decoder.isExpectedPush() ? expectedPush() : unexpectedReply();
	}

	private RespValue expectedPush() {
		RespValue number = new RespValue.Number(this.decoder.number());
		assertThat(this.decoder.nextElement()).isTrue();
		byte[] bulk = ByteBufUtil.getBytes(this.decoder.bulk());
		assertThat(this.decoder.nextElement()).isFalse();
		return new RespValue.Push(List.of(bulk("tino.reply".getBytes(StandardCharsets.US_ASCII)), number, bulk(bulk)));
	}

	private static RespValue bulk(byte[] bytes) {
		return new RespValue.BulkString(ByteBuffer.wrap(bytes));
	}

	private RespValue unexpectedReply() {
		RespValue value = this.decoder.value();
		assertThat(this.decoder.isPush()).isEqualTo(value instanceof RespValue.Push);
		requireInPlace(value);
		if (value instanceof RespValue.Push push) {
			assertThat(this.decoder.openPush()).isEqualTo(push.elements().size());
			for (RespValue element : push.elements()) {
				assertThat(this.decoder.value()).isEqualTo(element);
				requireInPlace(element);
				this.decoder.nextElement();
			}
			assertThat(this.decoder.nextElement()).isFalse();
		}
		return value;
	}

	private void requireInPlace(RespValue value) {
		assertThat(this.decoder.isBulk()).isEqualTo(value instanceof RespValue.BulkString);
		if (value instanceof RespValue.BulkString bulk) {
			byte[] bytes = ByteBufUtil.getBytes(this.decoder.bulk());
			assertThat(ByteBuffer.wrap(bytes)).isEqualTo(bulk.bytes());
			assertThat(this.decoder.isBulk(new RespConstant(bytes))).isTrue();
		}
		assertThat(this.decoder.isNumber()).isEqualTo(value instanceof RespValue.Number);
		if (value instanceof RespValue.Number number) {
			assertThat(this.decoder.number()).isEqualTo(number.value());
		}
	}

	private void end() {
		this.decoder.close();
		this.allocator.requireUnused();
	}

	/** What has been written once is the same when it is read and written again. */
	private static void requireReadBack(RespValue value) {
		for (RespVersion version : RespVersion.values()) {
			byte[] written = write(value, version);
			List<RespValue> read = read(written);
			assertThat(read).hasSize(1);
			assertThat(write(read.get(0), version)).isEqualTo(written);
		}
	}

	private static byte[] write(RespValue value, RespVersion version) {
		CountingAllocator allocator = new CountingAllocator();
		ByteBuf out = allocator.buffer();
		new RespValueWriter(new RespWriter(out, version)).write(value);
		byte[] bytes = ByteBufUtil.getBytes(out);
		out.release();
		return bytes;
	}

	private static List<RespValue> read(byte[] bytes) {
		ReplyDecoderFuzzTarget target = new ReplyDecoderFuzzTarget(ReplyLimits.DEFAULT);
		target.decode(target.allocator.buffer(bytes.length).writeBytes(bytes));
		assertThat(target.failed).isFalse();
		target.end();
		return target.replies;
	}

}
