package io.tino.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;

/**
 * Calls that are answered in the order in which they were sent. One that nobody waits for
 * any more keeps its place until its reply has come, as it holds up those behind it.
 */
final class PipelinedCalls implements SentCalls {

	private final RequestBatch requests;

	private final Owner owner;

	private final Duration timeout;

	private final Queue<ClientCall<?>> calls = new ArrayDeque<>();

	PipelinedCalls(RequestBatch requests, Owner owner, Duration timeout) {
		this.requests = requests;
		this.owner = owner;
		this.timeout = timeout;
	}

	@Override
	public boolean hasRoom() {
		return true;
	}

	@Override
	public boolean isEmpty() {
		return this.calls.isEmpty();
	}

	@Override
	public void send(ClientCall<?> call, long nanoTime) {
		if (call.needsStreams()) {
			if (call.leaveForCursor()) {
				this.owner.resend(call);
			}
			else {
				refuse(call);
			}
			return;
		}
		call.sent(this, 0, nanoTime);
		this.calls.add(call);
		this.requests.writer().array(call.request().size());
		this.requests.append(call.request().elements());
		call.releaseRequest();
	}

	private void refuse(ClientCall<?> call) {
		call.releaseRequest();
		this.owner.ended(call);
		call.fail(CallFailures.notMultiplexed(call.command()));
	}

	@Override
	public @Nullable AnsweredCallers answeredCallers() {
		return this.owner.answeredCallers();
	}

	@Override
	public @Nullable ClientStreams streams() {
		return null;
	}

	@Override
	public void received(ReplyDecoder decoder) {
		if (decoder.isPush()) {
			return; // nothing has been asked for that is answered so
		}
		ClientCall<?> call = this.calls.poll();
		if (call == null) {
			this.owner.broken("Reply without a request");
			return;
		}
		this.owner.ended(call);
		call.complete(decoder);
	}

	@Override
	public void giveUp(ClientCall<?> call, boolean cancelled) {
		// Its reply comes all the same
	}

	@Override
	public @Nullable Long lookAt(long receivedNanos) {
		ClientCall<?> oldest = this.calls.peek();
		return (oldest != null) ? Deadlines.later(oldest.sentNanos(), receivedNanos) + silence().toNanos() : null;
	}

	@Override
	public boolean probe(long nanoTime) {
		return false; // the server would not come to it before its calls
	}

	/** Return twice the time of a call, as one may be just as long as it may. */
	@Override
	public Duration silence() {
		ClientCall<?> oldest = this.calls.peek();
		Duration longest = (oldest != null && oldest.timeout().compareTo(this.timeout) > 0) ? oldest.timeout()
				: this.timeout;
		return longest.multipliedBy(2);
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		for (ClientCall<?> call = this.calls.poll(); call != null; call = this.calls.poll()) {
			this.owner.ended(call);
			call.closed(cause);
		}
	}

}
