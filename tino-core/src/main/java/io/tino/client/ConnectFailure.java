package io.tino.client;

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;
import io.tino.transport.SocketAddressFormat;

/**
 * Why there is no connection.
 *
 * @param message what has happened
 * @param cause why, or {@code null}
 * @param refusal what the server has said, or {@code null} if it was not that
 */
record ConnectFailure(String message, @Nullable Throwable cause, RespValue.@Nullable SimpleError refusal) {

	static ConnectFailure because(String message, @Nullable Throwable cause) {
		return new ConnectFailure(message, cause, null);
	}

	static ConnectFailure unreachable(@Nullable SocketAddress server, Throwable cause) {
		return because("Cannot connect to " + SocketAddressFormat.describeWithHost(server), cause);
	}

	static ConnectFailure closed(@Nullable SocketAddress server, @Nullable Throwable cause) {
		return because("Connection to " + SocketAddressFormat.describeWithHost(server) + " was closed", cause);
	}

	static ConnectFailure closedEarly(@Nullable SocketAddress server, @Nullable Throwable cause) {
		return because(
				"Connection to " + SocketAddressFormat.describeWithHost(server) + " was closed before it was ready",
				cause);
	}

	static ConnectFailure drained(@Nullable SocketAddress server) {
		return because(SocketAddressFormat.describeWithHost(server) + " takes no more calls", null);
	}

	static ConnectFailure refused(@Nullable SocketAddress server, RespValue.SimpleError refusal) {
		return new ConnectFailure(SocketAddressFormat.describeWithHost(server) + " refuses the connection", null,
				refusal);
	}

	/** Return the message with its cause. */
	String reason() {
		if (this.refusal != null) {
			return this.message + ": " + this.refusal.text();
		}
		return (this.cause != null) ? this.message + ": " + this.cause.getMessage() : this.message;
	}

	/** Return what a call ends with that has not been sent for that reason. */
	TinoException toException(ClientCall<?> call) {
		if (this.refusal != null) {
			return new TinoCommandException(call.command(), this.refusal.code(), this.refusal.message(), false);
		}
		return new TinoConnectionException(reason(), false, this.cause);
	}

}
