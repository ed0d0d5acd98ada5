package io.tino.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.client.ClientHandshake.Multiplexing;
import io.tino.command.ErrorCode;
import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RespValue;
import io.tino.resp.RespWriter;

/**
 * Calls that are answered by pushes with their ids, in any order. The id of one that
 * nobody waits for any more stays in use until its end has come, and so takes the place
 * of a call that the server would take.
 */
final class MultiplexedCalls implements SentCalls {

	private static final Logger logger = LoggerFactory.getLogger(MultiplexedCalls.class);

	private final RequestBatch requests;

	private final Owner owner;

	private final Liveness liveness;

	private final int maxCalls;

	private final CallHeadWriter heads = new CallHeadWriter();

	private final PushReceivers receivers = new PushReceivers();

	private final ClientStreams streams;

	private final ChunkedPushes chunks = new ChunkedPushes(ReplyLimits.DEFAULT);

	/** Since when there have always been calls. */
	private long busyNanos;

	/** How often the server has been asked whether it is there, and has not answered. */
	private int pings;

	private long pingNanos;

	private boolean draining;

	private MultiplexedCalls(RequestBatch requests, Owner owner, Liveness liveness, Multiplexing multiplexing) {
		this.requests = requests;
		this.owner = owner;
		this.liveness = liveness;
		this.maxCalls = multiplexing.maxCalls();
		this.streams = new ClientStreams(requests, multiplexing.window());
	}

	/**
	 * Begin to call. The server tells only those to move who have sent it a request of
	 * this protocol, which this does that gives up nothing: who waits with it until the
	 * first call might make that one too late.
	 * @param requests takes what is sent, with the next flush
	 * @param owner is told what becomes of calls
	 * @param liveness when the connection is taken for broken
	 * @param multiplexing what the server takes
	 */
	static MultiplexedCalls begin(RequestBatch requests, Owner owner, Liveness liveness, Multiplexing multiplexing) {
		MultiplexedCalls calls = new MultiplexedCalls(requests, owner, liveness, multiplexing);
		calls.cancel(1);
		return calls;
	}

	@Override
	public boolean hasRoom() {
		return this.receivers.size() < this.maxCalls;
	}

	@Override
	public boolean isEmpty() {
		return this.receivers.size() == 0;
	}

	@Override
	public void send(ClientCall<?> call, long nanoTime) {
		if (isEmpty()) {
			this.busyNanos = nanoTime;
		}
		call.sent(this, this.receivers.add(call), nanoTime);
		call.writeHead(nanoTime, this.heads, this.requests.writer());
		if (!this.requests.append(call.request().elements())) {
			call.releaseRequest(); // too long to be kept
		}
	}

	@Override
	public void giveUp(ClientCall<?> call, boolean cancelled) {
		if (this.receivers.get(call.id()) != call) {
			return; // it has just come to its end
		}
		this.receivers.replace(call.id(), PushReceiver.GIVEN_UP);
		ended(call);
		if (cancelled || call.needsStreams()) { // which the server may give any time
			cancel(call.id());
			this.requests.flush();
		}
	}

	private void cancel(long id) {
		RespWriter writer = this.requests.writer();
		writer.array(2);
		writer.bulk("TINO.CANCEL");
		writer.bulk(id);
	}

	@Override
	public @Nullable AnsweredCallers answeredCallers() {
		return this.owner.answeredCallers();
	}

	@Override
	public ClientStreams streams() {
		return this.streams;
	}

	private void ended(ClientCall<?> call) {
		call.releaseRequest();
		this.owner.ended(call);
	}

	@Override
	public void received(ReplyDecoder decoder) {
		if (decoder.isExpectedPush()) {
			receive(PushName.REPLY, decoder.number(), decoder);
		}
		else if (decoder.isPush()) {
			receivePush(decoder, null);
		}
		else if (this.pings-- == 0) {
			this.owner.broken("Reply without a request");
		}
	}

	/**
	 * Receive a push.
	 * @param push the push
	 * @param expectedId the id that it must have as it has come in parts, or {@code null}
	 */
	private void receivePush(ReplyDecoder push, @Nullable Long expectedId) {
		push.openPush();
		PushName name = PushName.of(push);
		if (name == null) {
			return; // nothing that has been asked for
		}
		if (!push.nextElement() || !push.isNumber()) {
			malformed();
		}
		else if (name == PushName.DRAIN) {
			drain(push.number());
		}
		else if (expectedId != null && (push.number() != expectedId || name == PushName.CHUNK)) {
			malformed();
		}
		else {
			receive(name, push.number(), push);
		}
	}

	private void receive(PushName name, long id, ReplyDecoder push) {
		PushReceiver receiver = this.receivers.get(id);
		if (receiver == null) {
			receiveForNone(name, id, push);
			return;
		}
		switch (name) {
			case REPLY -> reply(id, receiver, push);
			case ITEM -> item(receiver, push);
			case ERROR -> error(id, receiver, push);
			case CHUNK -> chunk(id, push);
			case CREDIT -> credit(receiver, push);
			default -> end(id, receiver);
		}
	}

	private void receiveForNone(PushName name, long id, ReplyDecoder push) {
		if (name == PushName.CREDIT && id == ClientStreams.ALL) {
			creditAll(push);
		}
		else {
			logger.debug("Ignoring {} of call {}, which is over", name, id);
		}
	}

	private void creditAll(ReplyDecoder push) {
		if (push.nextElement() && push.isNumber()) {
			this.streams.credited(push.number());
		}
		else {
			malformed();
		}
	}

	private void malformed() {
		this.owner.broken("The server has sent a malformed push");
	}

	private void drain(long millis) {
		this.draining = true;
		this.owner.draining(Duration.ofMillis(Math.max(0, millis)));
	}

	private void reply(long id, PushReceiver receiver, ReplyDecoder push) {
		if (!push.nextElement()) {
			malformed();
			return;
		}
		over(id, receiver);
		receiver.reply(push);
	}

	private void item(PushReceiver receiver, ReplyDecoder push) {
		if (!push.nextElement()) {
			malformed();
			return;
		}
		begun(receiver);
		int length = push.length();
		if (receiver.item(push, length)) {
			this.streams.taken(length);
		}
	}

	private void credit(PushReceiver receiver, ReplyDecoder push) {
		if (!push.nextElement() || !push.isNumber()) {
			malformed();
			return;
		}
		begun(receiver);
		receiver.credit(push.number());
	}

	private void begun(PushReceiver receiver) {
		ClientCall<?> call = receiver.call();
		if (call == null || call.hasBegun()) {
			return;
		}
		call.begin();
		if (!call.isLimited()) {
			this.owner.begun(call);
		}
	}

	private void error(long id, PushReceiver receiver, ReplyDecoder push) {
		if (!push.nextElement() || !push.isBulk()) {
			malformed();
			return;
		}
		RespValue.SimpleError error = new RespValue.SimpleError(push.bulk().toString(StandardCharsets.UTF_8));
		ClientCall<?> call = receiver.call();
		if (call != null && isToBeResent(call, error)) {
			remove(id);
			this.owner.resend(call);
			return;
		}
		over(id, receiver);
		receiver.error(error);
	}

	/** A server that is stopping does not run the calls that come to it too late. */
	private boolean isToBeResent(ClientCall<?> call, RespValue.SimpleError error) {
		return this.draining && error.code().equals(ErrorCode.UNAVAILABLE.name()) && call.mayBeResent();
	}

	private void end(long id, PushReceiver receiver) {
		over(id, receiver);
		receiver.end();
	}

	private void over(long id, PushReceiver receiver) {
		remove(id);
		ClientCall<?> call = receiver.call();
		if (call != null) {
			ended(call);
		}
	}

	private void remove(long id) {
		this.receivers.remove(id);
		this.chunks.drop(id);
	}

	private void chunk(long id, ReplyDecoder push) {
		if (!push.nextElement() || !push.isNumber()) {
			malformed();
			return;
		}
		long remaining = push.number();
		if (!push.nextElement() || !push.isBulk()) {
			malformed();
			return;
		}
		ReplyDecoder whole = chunk(id, remaining, push.bulk());
		if (whole == null) {
			return;
		}
		try {
			receiveWhole(id, whole);
		}
		finally {
			whole.close();
		}
	}

	private @Nullable ReplyDecoder chunk(long id, long remaining, ByteBuf part) {
		try {
			return this.chunks.add(id, remaining, part);
		}
		catch (IllegalArgumentException ex) {
			this.owner.broken(ex.getMessage());
			return null;
		}
	}

	private void receiveWhole(long id, ReplyDecoder whole) {
		if (whole.isPush()) {
			receivePush(whole, id);
		}
		else {
			malformed();
		}
	}

	@Override
	public @Nullable Long lookAt(long receivedNanos) {
		if (isEmpty()) {
			return null;
		}
		return (this.pings > 0) ? Deadlines.later(this.pingNanos, receivedNanos) + this.liveness.timeout().toNanos()
				: Deadlines.later(this.busyNanos, receivedNanos) + this.liveness.keepAlive().toNanos();
	}

	@Override
	public boolean probe(long nanoTime) {
		if (this.pings > 0) {
			return false;
		}
		this.pings++;
		this.pingNanos = nanoTime;
		RespWriter writer = this.requests.writer();
		writer.array(1);
		writer.bulk("PING");
		this.requests.flush();
		return true;
	}

	@Override
	public Duration silence() {
		return this.liveness.keepAlive().plus(this.liveness.timeout());
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		this.chunks.close();
		this.streams.close();
		this.receivers.removeAll((receiver) -> {
			ClientCall<?> call = receiver.call();
			if (call != null) {
				ended(call);
			}
			receiver.closed(cause);
		});
	}

}
