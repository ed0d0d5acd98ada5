package io.tino.server;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.payload.PayloadFormat;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * A message on its way to those who have subscribed to its channel. It is encoded once
 * for all connections that want it alike, whatever their number. Thread-safe.
 */
final class ChannelMessage extends AbstractReferenceCounted {

	private static final Logger logger = LoggerFactory.getLogger(ChannelMessage.class);

	/** Room for the words around channel and payload. */
	private static final int FRAME_BYTES = 64;

	/** What a message takes besides its payload. */
	private static final int MESSAGE_BYTES = 256;

	private final String channel;

	/** Writes the payload, or {@code null} if it has been given as it is. */
	private final PubSub.@Nullable Payload payload;

	private final Map<PayloadFormat, ByteBuf> payloads = new HashMap<>();

	private final Map<Form, ByteBuf> frames = new HashMap<>();

	/** What the payload has turned out not to be writable in. */
	private final Set<PayloadFormat> failedFormats = EnumSet.noneOf(PayloadFormat.class);

	private ChannelMessage(String channel, PubSub.@Nullable Payload payload) {
		this.channel = channel;
		this.payload = payload;
	}

	/**
	 * Create a message that every connection gets in its own format. It is the caller's
	 * to release.
	 * @param channel the {@linkplain ChannelName name} of the channel
	 * @param payload writes the payload
	 */
	static ChannelMessage of(String channel, PubSub.Payload payload) {
		return new ChannelMessage(channel, payload);
	}

	/**
	 * Create a message that is passed on as it is. It is the caller's to release.
	 * @param channel the {@linkplain ChannelName name} of the channel
	 * @param payload the payload, which stays the caller's
	 */
	static ChannelMessage of(String channel, ByteBuf payload) {
		ChannelMessage message = new ChannelMessage(channel, null);
		message.payloads.put(PayloadFormat.MSGPACK, payload.copy());
		return message;
	}

	String channel() {
		return this.channel;
	}

	/** Return about how much memory this takes. */
	long bytes() {
		return MESSAGE_BYTES + payload(PayloadFormat.MSGPACK).readableBytes();
	}

	/** Encode the payload now, so that whoever publishes learns that it cannot be. */
	synchronized ByteBuf payload(PayloadFormat format) {
		ByteBuf bytes = this.payloads.get(format);
		if (bytes == null && this.payload != null) {
			bytes = write(this.payload, format);
			this.payloads.put(format, bytes);
		}
		return Objects.requireNonNull(bytes);
	}

	private static ByteBuf write(PubSub.Payload payload, PayloadFormat format) {
		ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer();
		try {
			payload.write(format, bytes);
			return bytes;
		}
		catch (Throwable ex) { // half a payload must not reach anybody
			bytes.release();
			throw ex;
		}
	}

	/**
	 * Return the message as it goes over the wire.
	 * @param pattern the pattern by which it was subscribed to, or {@code null} if it was
	 * by the name of the channel
	 * @param version the version of the protocol that the connection speaks
	 * @param format the format that the connection has chosen
	 * @return the bytes, which belong to this message and are shared, or {@code null} if
	 * the payload cannot be written in that format
	 */
	synchronized @Nullable ByteBuf frame(@Nullable String pattern, RespVersion version, PayloadFormat format) {
		PayloadFormat encoding = (this.payload != null) ? format : PayloadFormat.MSGPACK;
		if (this.failedFormats.contains(encoding)) { // logged once, however many want it
			return null;
		}
		try {
			return this.frames.computeIfAbsent(new Form(pattern, version, encoding), this::encode);
		}
		catch (Throwable ex) {
			this.failedFormats.add(encoding);
			logger.error("A message cannot be delivered in {}", encoding, ex);
			return null;
		}
	}

	private ByteBuf encode(Form form) {
		ByteBuf bytes = payload(form.format);
		ByteBuf frame = ByteBufAllocator.DEFAULT
			.buffer(FRAME_BYTES + 2 * this.channel.length() + bytes.readableBytes());
		try {
			write(form, bytes, new RespWriter(frame, form.version));
			return frame;
		}
		catch (Throwable ex) { // as for lack of memory
			frame.release();
			throw ex;
		}
	}

	private void write(Form form, ByteBuf bytes, RespWriter writer) {
		writer.push((form.pattern != null) ? 4 : 3);
		writer.bulk((form.pattern != null) ? "pmessage" : "message");
		if (form.pattern != null) {
			writer.bulk(ChannelName.bytes(form.pattern));
		}
		writer.bulk(ChannelName.bytes(this.channel));
		writer.bulk(bytes);
	}

	@Override
	protected synchronized void deallocate() {
		this.payloads.values().forEach(ByteBuf::release);
		this.frames.values().forEach(ByteBuf::release);
	}

	@Override
	public ReferenceCounted touch(Object hint) {
		return this;
	}

	/** What makes two connections want a message alike. */
	private record Form(@Nullable String pattern, RespVersion version, PayloadFormat format) {
	}

}
