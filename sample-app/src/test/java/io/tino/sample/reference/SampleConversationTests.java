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

	/** Redis takes any number of wrong passwords, and answers them at once. */
	private static final String[] PATIENT = { "tino.server.limits.max-authentication-failures=1000",
			"tino.server.limits.authentication-failure-delay=0s" };

	@BeforeAll
	static void start() {
		open = SampleServer.start(PATIENT);
		guarded = SampleServer.start(Stream
			.concat(Stream.of(PATIENT),
					Stream.of("tino.server.authentication-required=true", "tino.client.password=tinaspassword"))
			.toArray(String[]::new));
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
