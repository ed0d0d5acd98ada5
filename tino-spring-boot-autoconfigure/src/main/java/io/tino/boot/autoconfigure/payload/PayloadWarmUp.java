package io.tino.boot.autoconfigure.payload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadFormat;

/**
 * Writes and reads a value in each format, on a thread that ends with it, so that what is
 * made for the first one is there before a call needs it.
 */
final class PayloadWarmUp extends Thread {

	private static final Logger logger = LoggerFactory.getLogger(PayloadWarmUp.class);

	private final PayloadCodecs codecs;

	PayloadWarmUp(PayloadCodecs codecs) {
		super("tino-warm-up");
		this.codecs = codecs;
		setDaemon(true);
	}

	@Override
	public void run() {
		try {
			for (PayloadFormat format : PayloadFormat.values()) {
				writeAndRead(this.codecs.get(format));
			}
		}
		catch (RuntimeException ex) { // A closed application, or else whoever calls is
										// told
			logger.debug("Payloads have not been warmed up", ex);
		}
	}

	private static void writeAndRead(PayloadCodec codec) {
		ByteBuf bytes = Unpooled.buffer();
		codec.writer(Sample.class).write(new Sample("text", 1), bytes);
		codec.reader(Sample.class).read(bytes);
	}

	record Sample(String text, int number) {
	}

}
