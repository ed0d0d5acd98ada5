package io.tino.client;

import java.util.ArrayList;
import java.util.List;

/**
 * One channel or pattern.
 *
 * @param name the name of the channel, or the pattern
 * @param isPattern which of both
 */
record Topic(String name, boolean isPattern) {

	static Topic channel(String name) {
		return new Topic(name, false);
	}

	static Topic pattern(String pattern) {
		return new Topic(pattern, true);
	}

	static List<Topic> of(TinoTopics topics) {
		List<Topic> all = new ArrayList<>();
		topics.channels().forEach((name) -> all.add(channel(name)));
		topics.patterns().forEach((pattern) -> all.add(pattern(pattern)));
		return all;
	}

	String subscribeCommand() {
		return this.isPattern ? "PSUBSCRIBE" : "SUBSCRIBE";
	}

	String unsubscribeCommand() {
		return this.isPattern ? "PUNSUBSCRIBE" : "UNSUBSCRIBE";
	}

	@Override
	public String toString() {
		return (this.isPattern ? "pattern " : "channel ") + this.name;
	}

}
