package io.tino.transport;

import java.io.File;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyClasses}.
 */
class NettyClassesTests {

	@Test
	void loadingThemStartsNoThread() {
		Set<Thread> before = threads();
		NettyClasses.load();
		assertThat(before).containsAll(threads());
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

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getThreadGroup() != null && !thread.getThreadGroup().getName().equals("system"))
			.collect(Collectors.toSet());
	}

}
