package io.tino.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one connection has subscribed to. Confined to its event loop, but for the numbers.
 */
final class Subscriptions {

	private final ServerSession session;

	private final PubSub pubSub;

	private final Set<String> channels = new LinkedHashSet<>();

	private final Set<GlobPattern> patterns = new LinkedHashSet<>();

	private volatile int channelCount;

	private volatile int patternCount;

	Subscriptions(ServerSession session, PubSub pubSub) {
		this.session = session;
		this.pubSub = pubSub;
	}

	/** Return the number of channels. Called on any thread. */
	int channelCount() {
		return this.channelCount;
	}

	/** Return the number of patterns. Called on any thread. */
	int patternCount() {
		return this.patternCount;
	}

	/** Return the number of channels and patterns together. Called on any thread. */
	int count() {
		return this.channelCount + this.patternCount;
	}

	List<String> channels() {
		return List.copyOf(this.channels);
	}

	List<String> patterns() {
		return this.patterns.stream().map(GlobPattern::glob).toList();
	}

	void subscribe(String channel) {
		if (this.channels.add(channel)) {
			this.channelCount = this.channels.size();
			this.pubSub.subscribe(this.session, channel);
		}
	}

	void unsubscribe(String channel) {
		if (this.channels.remove(channel)) {
			this.channelCount = this.channels.size();
			this.pubSub.unsubscribe(this.session, channel);
		}
	}

	void subscribeToPattern(String glob) {
		GlobPattern pattern = new GlobPattern(glob, false);
		if (this.patterns.add(pattern)) {
			this.patternCount = this.patterns.size();
			this.pubSub.subscribe(this.session, pattern);
		}
	}

	void unsubscribeFromPattern(String glob) {
		GlobPattern pattern = new GlobPattern(glob, false);
		if (this.patterns.remove(pattern)) {
			this.patternCount = this.patterns.size();
			this.pubSub.unsubscribe(this.session, pattern);
		}
	}

	/** Deliver what has been published and has not been delivered yet. */
	void receive() {
		if (count() > 0) {
			this.pubSub.deliver(this.session);
		}
	}

	/** Unsubscribe from everything. */
	void clear() {
		channels().forEach(this::unsubscribe);
		patterns().forEach(this::unsubscribeFromPattern);
	}

}
