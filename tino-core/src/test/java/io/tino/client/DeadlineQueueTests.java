package io.tino.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeadlineQueue}.
 */
class DeadlineQueueTests {

	private static final ReplyReader<Void> READER = new ReplyReader<>(
			PayloadCodecs.of(PayloadMappers.messagePack()).messagePack(), Void.class);

	/** Close to where the clock overflows. */
	private static final long START = Long.MAX_VALUE - 50;

	@Property(tries = 500)
	void theEarliestCallComesFirstWhateverIsAddedAndRemoved(
			@ForAll @Size(max = 100) List<@IntRange(max = 120) Integer> deadlines,
			@ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> removals, @ForAll @IntRange(max = 120) int now) {
		DeadlineQueue queue = new DeadlineQueue();
		List<ClientCall<?>> expected = new ArrayList<>();
		deadlines.forEach((deadline) -> {
			ClientCall<?> call = call(START + deadline);
			queue.add(call);
			expected.add(call);
		});
		for (int removal : removals) {
			if (removal < expected.size()) {
				ClientCall<?> call = expected.remove(removal);
				queue.remove(call);
				queue.remove(call);
			}
		}
		expected.sort(Comparator.comparingLong((call) -> call.deadlineNanos() - START));
		for (ClientCall<?> call : expected) {
			ClientCall<?> first = queue.peek();
			assertThat(first).isNotNull().returns(call.deadlineNanos(), ClientCall::deadlineNanos);
			boolean overdue = call.deadlineNanos() - START <= now;
			assertThat(queue.pollOverdue(START + now)).isSameAs(overdue ? first : null);
			queue.remove(first);
		}
		assertThat(queue.peek()).isNull();
		assertThat(queue.pollOverdue(START + 1000)).isNull();
	}

	private static ClientCall<Void> call(long deadline) {
		return new ClientCall<>("A", new ClientRequest(Unpooled.EMPTY_BUFFER, 0, 0, 0), Void.class, READER, START,
				deadline);
	}

}
