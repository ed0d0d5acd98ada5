package io.tino.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import org.jspecify.annotations.Nullable;

import io.tino.payload.PayloadFormat;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * A message on its way to those who have subscribed to its channel. It is encoded once
 * for all connections that want it alike, whatever their number. Thread-safe.
 */
final class ChannelMessage extends AbstractReferenceCounted {

	/** Room for the words around channel and payload. */
	private static final int FRAME_BYTES = 64;

	private final String channel;

	/** Writes the payload, or {@code null} if it has been given as it is. */
	private final PubSub.@Nullable Payload payload;

	private final Map<PayloadFormat, ByteBuf> payloads = new HashMap<>();

	private final Map<Form, ByteBuf> frames = new HashMap<>();

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

	/** Encode the payload now, so that whoever publishes learns that it cannot be. */
	synchronized ByteBuf payload(PayloadFormat format) {
		ByteBuf bytes = this.payloads.get(format);
		if (bytes == null && this.payload != null) {
			bytes = ByteBufAllocator.DEFAULT.buffer();
			this.payloads.put(format, bytes); // released with this, whatever happens
			this.payload.write(format, bytes);
		}
		return Objects.requireNonNull(bytes);
	}

	/**
	 * Return the message as it goes over the wire.
	 * @param pattern the pattern by which it was subscribed to, or {@code null} if it was
	 * by the name of the channel
	 * @param version the version of the protocol that the connection speaks
	 * @param format the format that the connection has chosen
	 * @return the bytes, which belong to this message and are shared
	 */
	synchronized ByteBuf frame(@Nullable String pattern, RespVersion version, PayloadFormat format) {
		PayloadFormat encoding = (this.payload != null) ? format : PayloadFormat.MSGPACK;
		return this.frames.computeIfAbsent(new Form(pattern, version, encoding), this::encode);
	}

	private ByteBuf encode(Form form) {
		ByteBuf bytes = payload(form.format);
		ByteBuf frame = ByteBufAllocator.DEFAULT
			.buffer(FRAME_BYTES + 2 * this.channel.length() + bytes.readableBytes());
		RespWriter writer = new RespWriter(frame, form.version);
		writer.push((form.pattern != null) ? 4 : 3);
		writer.bulk((form.pattern != null) ? "pmessage" : "message");
		if (form.pattern != null) {
			writer.bulk(ChannelName.bytes(form.pattern));
		}
		writer.bulk(ChannelName.bytes(this.channel));
		writer.bulk(bytes);
		return frame;
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
