package io.tino.sample.reference;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * All that is written down, as tests.
 */
final class Conversations {

	private Conversations() {
	}

	/** Return a test for each conversation that plays it to a server. */
	static Stream<DynamicNode> play(Peer peer) {
		return ConversationReader.files()
			.stream()
			.map((file) -> DynamicContainer.dynamicContainer(file.getFileName().toString(),
					ConversationReader.read(file)
						.stream()
						.map((conversation) -> DynamicTest.dynamicTest(conversation.title(),
								() -> Play.all(conversation, peer)))));
	}

}
