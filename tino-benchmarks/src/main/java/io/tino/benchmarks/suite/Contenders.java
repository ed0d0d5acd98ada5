package io.tino.benchmarks.suite;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of peers, and which of them are compared.
 */
final class Contenders {

	static final String TINO = "tino";

	/** Tino whose meters can be turned off. */
	static final String SWITCHED = "tino-switched";

	static final String RSOCKET = "rsocket";

	static final String GRPC = "grpc";

	static final String WEB_MVC = "webmvc";

	static final String MINIMAL = "minimal-resp";

	static final String NETTY = "netty-echo";

	static final List<String> FRAMEWORKS = List.of(TINO, RSOCKET, "rsocket-spring", GRPC, "grpc-spring", "webflux",
			WEB_MVC);

	/** The frameworks, and what Tino could be at most. */
	static final List<String> WITH_LIMITS = with(FRAMEWORKS, List.of(MINIMAL, NETTY));

	/** All of those, and other ways to call Tino. */
	static final List<String> ALL = with(WITH_LIMITS, List.of("tino-template", "tino-plain"));

	/** Virtual threads are there from this version of Java on. */
	private static final int VIRTUAL_THREADS_SINCE = 21;

	/** Those that run calls elsewhere than on the event loop. */
	static final List<String> EXECUTIONS = hasVirtualThreads() ? List.of("tino-pool", "tino-virtual")
			: List.of("tino-pool");

	private Contenders() {
	}

	static boolean hasVirtualThreads() {
		return Runtime.version().feature() >= VIRTUAL_THREADS_SINCE;
	}

	static List<String> with(List<String> contenders, List<String> further) {
		return Stream.concat(contenders.stream(), further.stream()).toList();
	}

}
