package io.tino.server;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandRegistry;
import io.tino.resp.RequestLimits;

/**
 * What the sessions of a server share.
 *
 * @param registry what can be called
 * @param workers where calls that may block run
 * @param authenticator who says who a client is, or {@code null} if nobody does
 * @param authenticationRequired whether every call needs an authenticated connection
 * @param limits what is accepted of a request
 * @param errors turns failures into errors
 * @param listener is told what happens
 * @param sessions all sessions
 * @param nanoTime the clock
 */
record ServerContext(CommandRegistry registry, Executor workers, @Nullable TinoAuthenticator authenticator,
		boolean authenticationRequired, RequestLimits limits, CallErrors errors, TinoServerListener listener,
		ServerSessions sessions, LongSupplier nanoTime) {
}
