package io.tino.transport;

import java.io.File;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.tino.testing.RunningThreads;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyClasses}.
 */
class NettyClassesTests {

	@Test
	void loadingThemStartsNoThread() {
		Set<Thread> before = RunningThreads.get();
		NettyClasses.load();
		assertThat(before).containsAll(RunningThreads.get());
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void loadingThemLeavesNothingOpen() {
		NettyClasses.load(); // libraries and archives stay open
		int before = openFiles();
		for (int i = 0; i < 10; i++) {
			NettyClasses.load();
		}
		assertThat(openFiles()).isLessThan(before + 10);
	}

	private static int openFiles() {
		String[] names = new File("/proc/self/fd").list();
		assertThat(names).isNotNull();
		return names.length;
	}

}
