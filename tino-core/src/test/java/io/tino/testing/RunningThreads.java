package io.tino.testing;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads of this JVM but for its own, to find out who has left one behind.
 */
public final class RunningThreads {

	private RunningThreads() {
	}

	/**
	 * Return the threads that run now.
	 * @return the threads
	 */
	public static Set<Thread> get() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getThreadGroup() != null && !thread.getThreadGroup().getName().equals("system"))
			.collect(Collectors.toSet());
	}

}
