package io.tino.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * One step of the script that a fuzzer has written: bytes that arrive, and what happens
 * then. In the fuzzer's input an event is the byte {@code 0xc1} and one that says which:
 * {@code 0xc1} is in no UTF-8 and begins no value of MessagePack. Written twice it is
 * itself. An event can be put anywhere, so that the fuzzer mutates bytes and events
 * alike.
 */
public final class FuzzStep {

	/** Begins an event. */
	static final byte MARK = (byte) 0xc1;

	private static final int READ_CAPACITY = 2048;

	private static final int FLOOD_TIMES = 1000;

	private static final int FLOOD_BYTES = 128 * 1024;

	private final byte[] bytes;

	private final FuzzEvent event;

	private FuzzStep(byte[] bytes, FuzzEvent event) {
		this.bytes = bytes;
		this.event = event;
	}

	/**
	 * Parse a script. Every input is one.
	 * @param input what the fuzzer has come up with
	 * @return the steps, of which the last is the end
	 */
	public static List<FuzzStep> parse(byte[] input) {
		List<FuzzStep> steps = new ArrayList<>();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		boolean flooded = false;
		for (int i = 0; i < input.length; i++) {
			boolean marked = input[i] == MARK && i + 1 < input.length;
			if (!marked || input[i + 1] == MARK) {
				bytes.write(input[i]);
				i += marked ? 1 : 0;
				continue;
			}
			FuzzEvent event = FuzzEvent.of(input[++i]);
			if (event == FuzzEvent.FLOOD && flooded) {
				event = FuzzEvent.CUT; // a script must not take forever
			}
			flooded |= event == FuzzEvent.FLOOD;
			steps.add(new FuzzStep(bytes.toByteArray(), event));
			bytes.reset();
		}
		steps.add(new FuzzStep(bytes.toByteArray(), FuzzEvent.END));
		return steps;
	}

	/**
	 * Tell whether an event is anywhere in a script.
	 * @param steps the script
	 * @param event the event
	 * @return whether it is
	 */
	public static boolean contains(List<FuzzStep> steps, FuzzEvent event) {
		return steps.stream().anyMatch((step) -> step.event == event);
	}

	/**
	 * Return the bytes that arrive, in a buffer that has room for more, as one that a
	 * socket has been read into.
	 * @param allocator allocates the buffer
	 * @return a buffer of the caller's
	 */
	public ByteBuf bytes(ByteBufAllocator allocator) {
		return allocator.buffer(Math.max(this.bytes.length, READ_CAPACITY)).writeBytes(this.bytes);
	}

	/**
	 * Return how many bytes arrive at once.
	 * @return the number of bytes
	 */
	public int length() {
		return this.bytes.length;
	}

	/**
	 * Return how often the bytes arrive.
	 * @return how often
	 */
	public int times() {
		boolean flood = this.event == FuzzEvent.FLOOD;
		return flood ? Math.min(FLOOD_TIMES, FLOOD_BYTES / Math.max(this.bytes.length, 1)) : 1;
	}

	/**
	 * Return what happens when the bytes have arrived.
	 * @return the event
	 */
	public FuzzEvent event() {
		return this.event;
	}

}
