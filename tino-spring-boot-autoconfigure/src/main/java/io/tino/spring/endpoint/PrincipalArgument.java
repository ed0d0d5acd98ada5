package io.tino.spring.endpoint;

import java.security.Principal;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * A parameter that is who the connection has authenticated as.
 *
 * @param type the type of the principal
 * @param wrapped whether the parameter is an {@code Optional}
 * @param nullable whether the connection need not be authenticated
 */
record PrincipalArgument(Class<?> type, boolean wrapped, boolean nullable) implements ArgumentResolver {

	@Override
	public @Nullable Object resolve(Call call) {
		Principal principal = call.connection().principal();
		if (principal != null && !this.type.isInstance(principal)) {
			throw new CommandException(ErrorCode.PERMISSION_DENIED,
					"the connection is authenticated as another kind of user");
		}
		return this.wrapped ? Optional.ofNullable(principal) : principal;
	}

	boolean requiresAuthentication() {
		return !this.wrapped && !this.nullable;
	}

}
