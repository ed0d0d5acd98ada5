package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionAttributes}. What commands do with them is tested with
 * sessions.
 */
class ConnectionAttributesTests {

	@Test
	void cleansUpEvenIfNoThreadCanBeStarted() {
		ConnectionAttributes attributes = new ConnectionAttributes();
		List<String> done = new ArrayList<>();
		attributes.onClose(() -> done.add("clean up"));
		attributes.end((task) -> {
			throw new IllegalStateException("no thread can be started");
		}, () -> done.add("end"));
		assertThat(done).containsExactly("clean up", "end");
	}

}
