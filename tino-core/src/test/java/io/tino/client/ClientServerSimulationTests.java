package io.tino.client;

import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.slf4j.LoggerFactory;

import io.tino.fuzz.LoggedErrors;

/**
 * A client and servers that are cut off, delayed and restarted: whatever happens, every
 * call ends once, with its own result or an error that is true.
 */
class ClientServerSimulationTests {

	/** Servers that are gone are warned of, and there are many. */
	private static final Logger NODES = (Logger) LoggerFactory.getLogger(ServerNode.class);

	@BeforeContainer
	static void quieten() {
		NODES.setLevel(Level.ERROR);
	}

	@AfterContainer
	static void speakUp() {
		NODES.setLevel(null);
	}

	@Property(tries = 20_000)
	void everyCallEndsOnceWithItsOwnResultOrATrueError(@ForAll long seed) {
		simulate(seed, ClientServerSimulation::misfortunes);
		Statistics.label("ends").coverage((ends) -> {
			ends.check("own result").percentage((share) -> share > 30);
			ends.check("TinoConnectionException").count((count) -> count > 100);
			ends.check("TinoTimeoutException").count((count) -> count > 100);
			ends.check("CancellationException").count((count) -> count > 100);
		});
	}

	@Property(tries = 10_000)
	void whenServersAreHandedOverOneAfterAnotherNoCallFails(@ForAll long seed) {
		simulate(seed, ClientServerSimulation::rollingRestarts);
		Statistics.label("ends").coverage((ends) -> {
			ends.check("own result").percentage((share) -> share > 30);
			ends.check("TinoConnectionException").count((count) -> count == 0);
		});
	}

	private static void simulate(long seed, Consumer<ClientServerSimulation> events) {
		LoggedErrors.clear();
		try {
			ClientServerSimulation simulation = new ClientServerSimulation(seed);
			events.accept(simulation);
			simulation.run();
			simulation.ends().forEach((end) -> Statistics.label("ends").collect(end));
			LoggedErrors.requireNone();
		}
		catch (Throwable ex) {
			throw new AssertionError("Seed " + seed + ": " + ex.getMessage(), ex);
		}
	}

}
