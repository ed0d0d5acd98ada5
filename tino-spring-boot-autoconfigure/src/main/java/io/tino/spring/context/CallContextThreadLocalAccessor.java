package io.tino.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

import io.tino.command.CallContext;

/**
 * Carries the {@link CallContext} to other threads, so that calls made from there inherit
 * deadline and headers too. In a Reactor context its key is the class
 * {@code CallContext}.
 *
 * @since 0.1.0
 */
public final class CallContextThreadLocalAccessor implements ThreadLocalAccessor<CallContext> {

	/**
	 * Create an accessor.
	 */
	public CallContextThreadLocalAccessor() {
		// CallContext itself knows the thread
	}

	@Override
	public Object key() {
		return CallContext.class;
	}

	@Override
	public @Nullable CallContext getValue() {
		CallContext current = CallContext.current();
		return (current != CallContext.EMPTY) ? current : null;
	}

	@Override
	public void setValue(CallContext value) {
		value.attach();
	}

	@Override
	public void setValue() {
		CallContext.EMPTY.attach();
	}

}
