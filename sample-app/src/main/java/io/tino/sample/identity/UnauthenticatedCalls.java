package io.tino.sample.identity;

import java.util.concurrent.atomic.AtomicInteger;

import io.tino.spring.scope.TinoConnectionScope;

import org.springframework.stereotype.Component;

/**
 * How often a connection has called without having authenticated.
 */
@Component
@TinoConnectionScope
class UnauthenticatedCalls {

	private final AtomicInteger count = new AtomicInteger();

	int get() {
		return this.count.get();
	}

	int increment() {
		return this.count.incrementAndGet();
	}

}
