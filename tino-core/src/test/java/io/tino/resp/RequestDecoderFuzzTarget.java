package io.tino.resp;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

import io.tino.fuzz.CountingAllocator;
import io.tino.fuzz.FuzzStep;
import io.tino.resp.RequestDecoder.Step;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target for {@link RequestDecoder}: however the input is cut, the same requests
 * come out of it, and memory stays in proportion to what is unread.
 * <p>
 * What is done with a request depends on the first letter of its name: those in S are
 * skipped, those in L limited to few bytes, the heads of those in A awaited to their
 * second element, those in K kept, and those in H held until more has arrived.
 */
public final class RequestDecoderFuzzTarget {

	private static final RequestLimits SMALL = new RequestLimits(16, 100, 200, 64, 48);

	private static final int RESTRICTED_BYTES = 40;

	/** An unfinished line with a length may stand behind the elements. */
	private static final int MAX_LINE = 32;

	private final CountingAllocator allocator = new CountingAllocator();

	private final RequestLimits limits;

	private final RequestDecoder decoder;

	/** What has been decoded, to be compared. */
	private final List<String> decoded = new ArrayList<>();

	private final List<Request> kept = new ArrayList<>();

	private final List<String> keptContents = new ArrayList<>();

	private @Nullable String held;

	private boolean failed;

	private long received;

	private RequestDecoderFuzzTarget(RequestLimits limits) {
		this.limits = limits;
		this.decoder = new RequestDecoder(limits);
	}

	/**
	 * Run the target.
	 * @param input a script
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		List<FuzzStep> steps = FuzzStep.parse(input);
		for (RequestLimits limits : List.of(SMALL, RequestLimits.DEFAULT)) {
			List<String> whole = new RequestDecoderFuzzTarget(limits).decodeAtOnce(steps);
			List<String> pieces = new RequestDecoderFuzzTarget(limits).decodeInPieces(steps);
			assertThat(pieces).as("requests of the input in pieces").isEqualTo(whole);
		}
	}

	private List<String> decodeAtOnce(List<FuzzStep> steps) {
		var all = this.allocator.buffer();
		for (FuzzStep step : steps) {
			var bytes = step.bytes(this.allocator);
			all.writeBytes(bytes);
			bytes.release();
		}
		this.received = all.readableBytes();
		this.decoder.append(all);
		poll();
		return end();
	}

	private List<String> decodeInPieces(List<FuzzStep> steps) {
		for (FuzzStep step : steps) {
			if (!this.failed) {
				this.received += step.length();
				this.decoder.append(step.bytes(this.allocator));
				poll();
			}
		}
		return end();
	}

	private void poll() {
		releaseHeld();
		try {
			while (this.held == null && advance()) {
				assertThat(this.decoder.position() + this.decoder.unreadBytes()).isEqualTo(this.received);
			}
		}
		catch (RespProtocolException ex) {
			assertThat(ex.offset()).isBetween(0L, this.received);
			assertThat(ex.reason()).doesNotContain("\r", "\n");
			this.decoded.add("failed: " + ex.reason());
			this.failed = true;
		}
	}

	private boolean advance() {
		Step step = this.decoder.poll();
		switch (step) {
			case HEAD -> head(this.decoder.request());
			case TOO_LARGE -> this.decoded.add("too large");
			case COMPLETE -> complete(this.decoder.request());
			case NEED_MORE -> requireLittleMemory();
		}
		return step != Step.NEED_MORE;
	}

	private void head(Request request) {
		this.decoded.add("head of " + request.size() + ": " + contents(request));
		switch (firstLetter(request)) {
			case 'S' -> this.decoder.skip();
			case 'L' -> this.decoder.restrict(RESTRICTED_BYTES);
			case 'A' -> {
				if (request.available() == 1 && request.size() > 1) {
					this.decoder.awaitHead(2, 0);
				}
			}
			default -> {
			}
		}
	}

	private void complete(Request request) {
		assertThat(request.available()).isEqualTo(request.size());
		String contents = contents(request);
		this.decoded.add(contents);
		switch (firstLetter(request)) {
			case 'K' -> {
				this.kept.add(request.retain());
				this.keptContents.add(contents);
			}
			case 'H' -> hold(contents);
			default -> {
			}
		}
	}

	private void hold(String contents) {
		this.held = contents;
	}

	/** A request is readable until the decoder is polled, whatever is appended. */
	private void releaseHeld() {
		if (this.held != null) {
			assertThat(contents(this.decoder.request())).isEqualTo(this.held);
			this.held = null;
		}
	}

	private static int firstLetter(Request request) {
		return (request.length(0) > 0) ? request.element(0).getByte(request.element(0).readerIndex()) : 0;
	}

	private static String contents(Request request) {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < request.available(); i++) {
			elements.add(ByteBufUtil.hexDump(request.element(i)));
		}
		return elements.toString();
	}

	private void requireLittleMemory() {
		int unread = this.decoder.unreadBytes();
		assertThat((long) unread)
			.isLessThanOrEqualTo(Math.max(this.limits.maxRequestBytes(), this.limits.maxInlineBytes()) + MAX_LINE);
		if (this.kept.isEmpty()) {
			assertThat(this.allocator.used()).isLessThanOrEqualTo(1024 + 8L * unread);
		}
	}

	private List<String> end() {
		while (this.held != null) {
			poll();
		}
		for (int i = 0; i < this.kept.size(); i++) {
			if (i == this.kept.size() / 2) { // kept ones outlive the decoder
				this.decoder.close();
			}
			assertThat(contents(this.kept.get(i))).isEqualTo(this.keptContents.get(i));
			this.kept.get(i).release();
		}
		this.decoder.close();
		this.allocator.requireUnused();
		return this.decoded;
	}

}
