package io.tino.sample.counter;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.tino.spring.endpoint.ConnectionState;
import io.tino.spring.endpoint.ConnectionStateFactory;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

@TinoEndpoint
class CounterEndpoint {

	@TinoCommand
	void increment(int by, @ConnectionState AtomicInteger count) {
		count.addAndGet(by);
	}

	@TinoCommand
	int getCount(@ConnectionState AtomicInteger count) {
		return count.get();
	}

	@Configuration(proxyBeanMethods = false)
	static class CounterConfiguration {

		@Bean
		ConnectionStateFactory<AtomicInteger> counterFactory() {
			return (connection) -> new AtomicInteger();
		}

	}

}
