package io.tino.sample.reference;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server that conversations are played to.
 *
 * @param name {@code redis} or {@code tino}
 * @param version the version of Redis that it says to be
 * @param port where it listens
 * @param guardedPort where another one listens that requires authentication
 */
record Peer(String name, String version, int port, int guardedPort) {

	/** Ask servers which version they are. */
	static Peer of(String name, int port, int guardedPort) throws IOException {
		try (Participant client = new Participant(port)) {
			client.greet(Setting.USUAL.greeting(2));
			return new Peer(name, client.fact("version"), port, guardedPort);
		}
	}

	/**
	 * Tell whether the conditions of a conversation hold.
	 * @param conditions the conditions, with a bar between alternatives
	 * @param resp the version of the protocol that is spoken
	 * @param manner how it is played
	 * @return whether all do
	 */
	boolean is(List<String> conditions, int resp, Manner manner) {
		return conditions.stream()
			.allMatch((condition) -> Stream.of(condition.split("\\|"))
				.anyMatch((alternative) -> is(alternative, resp, manner)));
	}

	private boolean is(String condition, int resp, Manner manner) {
		if (condition.startsWith(">=")) {
			return number(this.version) >= number(condition.substring(2));
		}
		if (condition.startsWith("<")) {
			return number(this.version) < number(condition.substring(1));
		}
		return switch (condition) {
			case "redis", "tino" -> condition.equals(this.name);
			case "RESP2", "RESP3" -> condition.endsWith(Integer.toString(resp));
			default -> manner == Manner.valueOf(condition);
		};
	}

	private static int number(String version) {
		String[] parts = version.split("\\.");
		return 1000 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
	}

	@Override
	public String toString() {
		return this.name + " " + this.version;
	}

}
