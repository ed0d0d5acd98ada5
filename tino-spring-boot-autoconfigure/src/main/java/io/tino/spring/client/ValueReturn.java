package io.tino.spring.client;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * The reply itself, waited for.
 */
final class ValueReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return true;
	}

	@Override
	public boolean isSynchronous() {
		return true;
	}

	@Override
	public Type replyType(Type returnType) {
		return (returnType == void.class) ? Void.class : returnType;
	}

	@Override
	public @Nullable Object call(RemoteCommand command, @Nullable Object[] arguments) throws Throwable {
		return command.call(arguments);
	}

}
