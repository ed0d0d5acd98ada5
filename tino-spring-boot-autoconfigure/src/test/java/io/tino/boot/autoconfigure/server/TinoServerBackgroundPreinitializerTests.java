package io.tino.boot.autoconfigure.server;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.tino.testing.RunningThreads;

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
		Set<Thread> before = RunningThreads.get();
		assertThatNoException().isThrownBy(() -> new TinoServerBackgroundPreinitializer().makeServer());
		assertThat(before).containsAll(RunningThreads.get());
		assertThat(output).isEmpty();
	}

	@Test
	void takesNoProcessorFromTheStartItself() {
		assertThat(TinoServerBackgroundPreinitializer.isWorthwhile(2)).isFalse();
		assertThat(TinoServerBackgroundPreinitializer.isWorthwhile(4)).isTrue();
	}

}
