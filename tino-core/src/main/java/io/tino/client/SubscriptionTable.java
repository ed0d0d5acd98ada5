package io.tino.client;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who wants which topics. Confined to one event loop.
 */
final class SubscriptionTable {

	private final Map<Topic, Set<ClientSubscription>> subscribers = new LinkedHashMap<>();

	void add(Topic topic, ClientSubscription subscription) {
		this.subscribers.computeIfAbsent(topic, (key) -> new LinkedHashSet<>()).add(subscription);
	}

	/**
	 * Remove a subscription from a topic.
	 * @param topic the topic
	 * @param subscription the subscription
	 * @return whether nobody wants the topic any more
	 */
	boolean remove(Topic topic, ClientSubscription subscription) {
		Set<ClientSubscription> all = this.subscribers.get(topic);
		if (all == null || !all.remove(subscription) || !all.isEmpty()) {
			return false;
		}
		this.subscribers.remove(topic);
		return true;
	}

	void clear() {
		this.subscribers.clear();
	}

	boolean isEmpty() {
		return this.subscribers.isEmpty();
	}

	/** Return the topics that somebody wants. */
	Set<Topic> topics() {
		return this.subscribers.keySet();
	}

	/** Return those who want a topic. */
	Set<ClientSubscription> subscribers(Topic topic) {
		return this.subscribers.getOrDefault(topic, Set.of());
	}

	/** Return all who want anything. */
	Set<ClientSubscription> subscriptions() {
		Set<ClientSubscription> all = new LinkedHashSet<>();
		this.subscribers.values().forEach(all::addAll);
		return all;
	}

}
