package io.tino.spring.context;

import java.util.Map;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;

import io.tino.command.CallContext;
import io.tino.command.TinoConnection;
import io.tino.spring.scope.TinoConnectionHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link CallContextThreadLocalAccessor} and
 * {@link ConnectionThreadLocalAccessor}, as Micrometer finds them.
 */
class ThreadLocalAccessorTests {

	private final ContextSnapshotFactory factory = ContextSnapshotFactory.builder().clearMissing(true).build();

	private final CallContext call = CallContext.of(Map.of("tenant", "t"), null, () -> 0);

	private final TinoConnection connection = mock(TinoConnection.class);

	@Test
	void aSnapshotCarriesTheCall() {
		ContextSnapshot snapshot = captureInCall();
		assertOutOfCall();
		snapshot.wrap(this::assertInCall).run();
		assertOutOfCall();
	}

	@Test
	void aSnapshotOfNoCallHidesTheOneThatRuns() {
		ContextSnapshot none = this.factory.captureAll();
		captureInCall().wrap(() -> {
			none.wrap(ThreadLocalAccessorTests::assertOutOfCall).run();
			assertInCall();
		}).run();
	}

	private void assertInCall() {
		assertThat(CallContext.current()).isSameAs(this.call);
		assertThat(TinoConnectionHolder.current()).isSameAs(this.connection);
	}

	private static void assertOutOfCall() {
		assertThat(CallContext.current()).isSameAs(CallContext.EMPTY);
		assertThat(TinoConnectionHolder.current()).isNull();
	}

	private ContextSnapshot captureInCall() {
		CallContext previous = this.call.attach();
		TinoConnection previousConnection = TinoConnectionHolder.set(this.connection);
		try {
			return this.factory.captureAll();
		}
		finally {
			TinoConnectionHolder.set(previousConnection);
			previous.attach();
		}
	}

}
