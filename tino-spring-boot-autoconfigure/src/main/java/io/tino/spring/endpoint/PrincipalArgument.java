package io.tino.spring.endpoint;

import java.security.Principal;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * A parameter that is who the connection has authenticated as.
 *
 * @param wrapped whether the parameter is an {@code Optional}
 * @param nullable whether the connection need not be authenticated
 */
record PrincipalArgument(boolean wrapped, boolean nullable) implements ArgumentResolver {

	@Override
	public @Nullable Object resolve(Call call) {
		Principal principal = call.connection().principal();
		return this.wrapped ? Optional.ofNullable(principal) : principal;
	}

	boolean requiresAuthentication() {
		return !this.wrapped && !this.nullable;
	}

}
