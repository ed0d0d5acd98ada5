package io.tino.sample.reference;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

import io.tino.testing.RedisServer;

/**
 * Plays what is written down to a real {@code redis-server}: what a conversation says of
 * Redis must be true.
 */
class RedisConversationTests {

	private static final String[] TINA = { "--user", "tina", "on", ">tinaspassword", "~*", "&*", "+@all" };

	private static RedisServer open;

	private static RedisServer guarded;

	@BeforeAll
	static void start() {
		open = RedisServer.start(TINA);
		guarded = RedisServer
			.start(Stream.concat(Stream.of("--requirepass", "tinaspassword"), Stream.of(TINA)).toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		if (open != null) {
			open.close();
		}
		if (guarded != null) {
			guarded.close();
		}
	}

	@TestFactory
	Stream<DynamicNode> redisAnswersAsWritten() throws IOException {
		return Conversations.play(Peer.of("redis", open.port(), guarded.port()));
	}

}
