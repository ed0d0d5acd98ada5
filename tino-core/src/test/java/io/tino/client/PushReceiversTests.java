package io.tino.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PushReceivers}.
 */
class PushReceiversTests {

	@Property(tries = 300)
	void findsWhatIsThereWhateverIsAddedAndRemoved(
			@ForAll @Size(max = 300) List<@IntRange(min = -40, max = 60) Integer> steps) {
		PushReceivers receivers = new PushReceivers();
		Map<Long, PushReceiver> expected = new HashMap<>();
		List<Long> used = new ArrayList<>();
		for (int step : steps) {
			if (step >= 0 || expected.isEmpty()) {
				PushReceiver receiver = new PushReceiver.GivenUp();
				long id = receivers.add(receiver);
				assertThat(used).allSatisfy((before) -> assertThat(before).isLessThan(id));
				used.add(id);
				expected.put(id, receiver);
			}
			else {
				List<Long> ids = expected.keySet().stream().sorted().toList();
				long id = ids.get(-step % ids.size());
				expected.remove(id);
				receivers.remove(id);
			}
			assertThat(receivers.size()).isEqualTo(expected.size());
		}
		for (long id = -2; id < 1000; id++) {
			assertThat(receivers.get(id)).isSameAs(expected.get(id));
		}
		List<PushReceiver> left = new ArrayList<>();
		receivers.removeAll(left::add);
		assertThat(left).containsExactlyInAnyOrderElementsOf(expected.values());
		assertThat(receivers.size()).isZero();
	}

}
