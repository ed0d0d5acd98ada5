package io.tino.client;

import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What waits for the pushes of each id in use. The place of an id is told by its last
 * bits. Ids go up one by one, but those are left out whose place is taken, by a call that
 * has been there for long: so finding one takes a single look.
 */
final class PushReceivers {

	private static final int CAPACITY = 16;

	private long[] ids = new long[CAPACITY];

	private @Nullable PushReceiver[] receivers = new PushReceiver[CAPACITY];

	private int size;

	private long lastId;

	int size() {
		return this.size;
	}

	/**
	 * Add a receiver.
	 * @param receiver the receiver
	 * @return its id, which has never been in use
	 */
	long add(PushReceiver receiver) {
		if (++this.size > this.ids.length / 2) {
			grow();
		}
		do {
			this.lastId++;
		}
		while (this.receivers[index(this.lastId)] != null);
		put(this.lastId, receiver);
		return this.lastId;
	}

	private void grow() {
		long[] oldIds = this.ids;
		@Nullable PushReceiver[] old = this.receivers;
		this.ids = new long[oldIds.length * 2];
		this.receivers = new PushReceiver[oldIds.length * 2];
		for (int i = 0; i < old.length; i++) {
			if (old[i] != null) {
				put(oldIds[i], old[i]);
			}
		}
	}

	private void put(long id, @Nullable PushReceiver receiver) {
		this.ids[index(id)] = id;
		this.receivers[index(id)] = receiver;
	}

	private int index(long id) {
		return (int) id & (this.ids.length - 1);
	}

	/** Return the receiver of an id, {@code null} if the id is not in use. */
	@Nullable PushReceiver get(long id) {
		int index = index(id);
		return (this.ids[index] == id) ? this.receivers[index] : null;
	}

	/** Let another one receive what comes for an id in use. */
	void replace(long id, PushReceiver receiver) {
		put(id, receiver);
	}

	/** End the use of an id. */
	void remove(long id) {
		put(id, null);
		this.size--;
	}

	/** End the use of all ids. */
	void removeAll(Consumer<PushReceiver> action) {
		@Nullable PushReceiver[] all = this.receivers.clone();
		Arrays.fill(this.receivers, null);
		this.size = 0;
		for (PushReceiver receiver : all) {
			if (receiver != null) {
				action.accept(receiver);
			}
		}
	}

}
