package io.tino.sample.identity;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import io.tino.spring.endpoint.Auth;
import io.tino.spring.endpoint.AuthRequired;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

@TinoEndpoint
class IdentityEndpoint {

	private final UnauthenticatedCalls unauthenticatedCalls;

	IdentityEndpoint(UnauthenticatedCalls unauthenticatedCalls) {
		this.unauthenticatedCalls = unauthenticatedCalls;
	}

	@TinoCommand
	@AuthRequired
	String whoami(@Auth Principal principal) {
		return principal.getName();
	}

	@TinoCommand
	int unauthenticatedCalls(@Auth @Nullable Principal principal) {
		return (principal != null) ? this.unauthenticatedCalls.get() : this.unauthenticatedCalls.increment();
	}

}
