package io.tino.sample.identity;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

import io.tino.spring.scope.TinoConnectionScope;

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
