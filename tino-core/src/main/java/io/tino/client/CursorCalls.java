package io.tino.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.RespValue;
import io.tino.resp.RespWriter;

/**
 * The only call of a connection, whose stream a server that answers in order is asked for
 * item by item. The connection is to be closed when the call is over, which ends the
 * cursor: a request to do so would have to wait until the next item has come.
 */
final class CursorCalls implements SentCalls {

	private final RequestBatch requests;

	private final Owner owner;

	private final CursorCredit credit;

	private @Nullable StreamCall<?> call;

	/** Whether the command returns no stream, and so answers in the plain way. */
	private boolean plain;

	private boolean over;

	CursorCalls(RequestBatch requests, Owner owner) {
		this.requests = requests;
		this.owner = owner;
		this.credit = new CursorCredit(requests);
	}

	@Override
	public boolean hasRoom() {
		return this.call == null;
	}

	@Override
	public boolean isEmpty() {
		return this.call == null || this.over;
	}

	/** The request is kept, as it may have to be sent in the plain way. */
	@Override
	public void send(ClientCall<?> call, long nanoTime) {
		StreamCall<?> stream = (StreamCall<?>) call;
		this.call = stream;
		stream.sent(this, 0, nanoTime);
		this.credit.begin(stream.takeCredit());
		RespWriter writer = this.requests.writer();
		writer.array(2 + call.request().size());
		writer.bulk("ITER");
		writer.bulk(1);
		this.requests.append(call.request().elements());
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
	public StreamCredit credit() {
		return this.credit;
	}

	@Override
	public void received(ReplyDecoder decoder) {
		StreamCall<?> current = this.call;
		if (decoder.isPush() || this.over) {
			return; // nothing has been asked for that is answered so, or nobody wants it
		}
		if (current == null) {
			this.owner.broken("Reply without a request");
		}
		else if (this.plain) {
			end(current);
			current.reply(decoder);
		}
		else {
			received(current, decoder.value(), decoder.length());
		}
	}

	private void received(StreamCall<?> current, RespValue value, int length) {
		CursorAnswer answer = CursorAnswer.of(value);
		if (value instanceof RespValue.SimpleError error) {
			failed(current, error);
		}
		else if (answer != null) {
			begun(current);
			answered(current, answer, length);
		}
		else {
			this.owner.broken("The server has sent a malformed answer to ITER or NEXT");
		}
	}

	private void begun(StreamCall<?> current) {
		if (!current.hasBegun()) {
			current.begin();
			current.releaseRequest();
			if (!current.isLimited()) {
				this.owner.begun(current);
			}
		}
	}

	private void answered(StreamCall<?> current, CursorAnswer answer, int length) {
		this.credit.answered(answer.cursor(), answer.items().size(), length);
		if (answer.isLast()) {
			this.credit.end();
		}
		for (RespValue item : answer.items()) {
			if (!current.item(item, length)) {
				this.credit.kept(length);
			}
		}
		if (!answer.isLast()) {
			this.credit.proceed();
		}
		else if (!this.over) {
			end(current);
			current.end();
		}
	}

	private void failed(StreamCall<?> current, RespValue.SimpleError error) {
		if (!current.hasBegun() && CursorErrors.isNoStream(error)) {
			this.plain = true;
			this.requests.writer().array(current.request().size());
			this.requests.append(current.request().elements());
			return;
		}
		end(current);
		if (!current.hasBegun() && CursorErrors.isUnknown(error)) {
			current.fail(CallFailures.noStreams(current.command()));
		}
		else {
			current.error(CursorErrors.explain(error));
		}
	}

	private void end(StreamCall<?> current) {
		this.over = true;
		this.credit.end();
		current.releaseRequest();
		this.owner.ended(current);
	}

	@Override
	public void giveUp(ClientCall<?> call, boolean cancelled) {
		closed();
	}

	private @Nullable StreamCall<?> closed() {
		StreamCall<?> current = this.over ? null : this.call;
		if (current != null) {
			end(current);
		}
		return current;
	}

	/**
	 * The deadline of the call is enough at first, and then an item may take any time.
	 */
	@Override
	public @Nullable Long lookAt(long receivedNanos) {
		return null;
	}

	@Override
	public boolean probe(long nanoTime) {
		return false; // the server would not come to it before the next item
	}

	@Override
	public Duration silence() {
		return Duration.ZERO;
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		StreamCall<?> current = closed();
		if (current != null) {
			current.closed(cause);
		}
	}

}
