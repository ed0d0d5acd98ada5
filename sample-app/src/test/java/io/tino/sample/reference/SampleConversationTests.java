package io.tino.sample.reference;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

import io.tino.sample.SampleServer;

/**
 * Plays what is written down to the sample.
 */
class SampleConversationTests {

	private static SampleServer open;

	private static SampleServer guarded;

	@BeforeAll
	static void start() {
		open = SampleServer.start();
		guarded = SampleServer.start("tino.server.authentication-required=true", "tino.client.password=tinaspassword");
	}

	@AfterAll
	static void stop() {
		open.close();
		guarded.close();
	}

	@TestFactory
	Stream<DynamicNode> theSampleAnswersAsWritten() throws IOException {
		return Conversations.play(Peer.of("tino", open.port(), guarded.port()));
	}

}
