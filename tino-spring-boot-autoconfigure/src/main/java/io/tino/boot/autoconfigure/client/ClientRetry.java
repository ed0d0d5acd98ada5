package io.tino.boot.autoconfigure.client;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.retry.RetryPolicy;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.spring.client.TinoRetryPredicate;

/**
 * When a client makes idempotent calls again.
 */
final class ClientRetry {

	private static final PropertyMapper map = PropertyMapper.get();

	private ClientRetry() {
	}

	/**
	 * Make the policy from properties.
	 * @param properties the properties of the client
	 * @param prefix what their names begin with
	 * @return the policy, or {@code null} if calls are made only once
	 */
	static @Nullable RetryPolicy policy(TinoClientProperties properties, String prefix) {
		TinoClientRetryProperties retry = properties.getRetry();
		RetryPolicy.Builder builder = RetryPolicy.builder();
		String name = prefix + ".retry.";
		map.from(retry::getMaxAttempts).to(setter(name + "max-attempts", (attempts) -> maxAttempts(attempts, builder)));
		map.from(retry::getDelay).to(setter(name + "delay", builder::delay));
		map.from(retry::getMultiplier).to(setter(name + "multiplier", builder::multiplier));
		map.from(retry::getMaxDelay).to(setter(name + "max-delay", builder::maxDelay));
		map.from(retry::getJitter).to(setter(name + "jitter", builder::jitter));
		return (retry.getMaxAttempts() > 1)
				? builder.timeout(properties.getTimeout()).predicate(TinoRetryPredicate.IDEMPOTENT).build() : null;
	}

	private static void maxAttempts(int attempts, RetryPolicy.Builder builder) {
		if (attempts < 1) {
			throw new IllegalArgumentException("It must be at least 1, but is " + attempts);
		}
		builder.maxRetries(attempts - 1);
	}

	private static <T> Consumer<T> setter(String name, Consumer<T> setter) {
		return CheckedProperty.setter(name, setter);
	}

}
