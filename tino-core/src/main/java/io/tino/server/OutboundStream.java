package io.tino.server;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * The stream that answers one multiplexed call: asks for as many items as its client
 * takes and as can be sent, and pushes them.
 * <p>
 * Confined to the event loop of the connection, but for the methods that say otherwise.
 */
final class OutboundStream implements ItemReceiver {

	private final OutboundStreams streams;

	private final ServerCall call;

	/** How many items the client takes that have not been asked for. */
	private long credit;

	private @Nullable ItemStream<?> items;

	private final BatchSize batchSize = new BatchSize();

	/** How many bytes the last item has that was sent. */
	private int lastBytes;

	private boolean proceeding;

	private boolean proceedAgain;

	OutboundStream(OutboundStreams streams, ServerCall call, long credit) {
		this.streams = streams;
		this.call = call;
		this.credit = credit;
	}

	@Override
	public RespVersion version() {
		return RespVersion.RESP3;
	}

	@Override
	public void begin(RespWriter writer) {
		writer.push(3);
		writer.bulk("tino.item");
		writer.number(this.call.id());
	}

	/** Take more items from now on. */
	void credit(long more) {
		this.credit = OutboundStreams.sum(this.credit, more);
		proceed();
	}

	@Override
	public void arrived(ItemStream<?> current) {
		this.items = current;
		proceed();
	}

	/**
	 * Send and ask for what can be. Items that come while they are asked for end up here
	 * again: go round then, not deeper.
	 */
	void proceed() {
		this.proceedAgain = true;
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		while (this.proceedAgain) {
			this.proceedAgain = false;
			ItemStream<?> current = this.items;
			if (current != null) {
				send(current);
				request(current);
			}
		}
		this.proceeding = false;
	}

	private void send(ItemStream<?> current) {
		long id = this.call.id();
		for (StreamItem item = next(current); item != null; item = next(current)) {
			this.lastBytes = item.length();
			this.batchSize.came(item.length());
			this.streams.send(id, item);
		}
		if (current.hasWaiting() || (current.isDone() && this.streams.isCut(id))) {
			this.streams.await(this);
		}
		else if (current.isDone()) {
			this.items = null;
			this.streams.end(this.call, current.failure());
		}
	}

	private @Nullable StreamItem next(ItemStream<?> current) {
		return this.streams.maySend(this.call.id()) ? current.poll() : null;
	}

	private void request(ItemStream<?> current) {
		if (this.credit == 0 || !current.isOpen() || current.hasWaiting()) {
			return;
		}
		if (!this.streams.mayRequest(this.call.id())) {
			this.streams.await(this);
			return;
		}
		int batch = this.batchSize.within(this.streams.share());
		if (current.requested() <= batch / 2) {
			int count = (int) Math.min(this.credit, batch - current.requested());
			this.credit -= count;
			current.request(count);
		}
	}

	/** Return how many bytes the last item has that was sent. */
	int lastBytes() {
		return this.lastBytes;
	}

	@Override
	public void stopped() {
		this.streams.stopped(this.call);
	}

}
