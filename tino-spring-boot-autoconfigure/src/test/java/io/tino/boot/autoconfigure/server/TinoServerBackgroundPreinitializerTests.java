package io.tino.boot.autoconfigure.server;

import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link TinoServerBackgroundPreinitializer}. Spring Boot drops whatever it
 * throws.
 */
class TinoServerBackgroundPreinitializerTests {

	@Test
	void springBootFindsIt() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
			.hasAtLeastOneElementOfType(TinoServerBackgroundPreinitializer.class);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void comesToItsEndWithoutAThreadOrAWord(CapturedOutput output) {
		Set<Thread> before = threads();
		assertThatNoException().isThrownBy(() -> new TinoServerBackgroundPreinitializer().makeServer());
		assertThat(before).containsAll(threads());
		assertThat(output).isEmpty();
	}

	@Test
	void takesNoProcessorFromTheStartItself() {
		assertThat(TinoServerBackgroundPreinitializer.isWorthwhile(2)).isFalse();
		assertThat(TinoServerBackgroundPreinitializer.isWorthwhile(4)).isTrue();
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getThreadGroup() != null && !thread.getThreadGroup().getName().equals("system"))
			.collect(Collectors.toSet());
	}

}
