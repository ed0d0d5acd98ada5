package io.tino.boot.autoconfigure.server;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TransportBindException;

/**
 * Says what to do about a {@link TransportBindException}.
 */
final class TransportBindFailureAnalyzer extends AbstractFailureAnalyzer<TransportBindException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TransportBindException cause) {
		String reason = String.valueOf(cause.getCause().getMessage());
		if (cause.address() instanceof InetSocketAddress address && reason.contains("Address already in use")) {
			return new FailureAnalysis(
					"Tino server failed to start because port " + address.getPort() + " of "
							+ address.getAddress().getHostAddress() + " is already in use.",
					"Stop the process that listens on port " + address.getPort()
							+ ", or set tino.server.port to another one; 0 stands for any that is free.",
					cause);
		}
		if (cause.address() instanceof UnixDomainSocketAddress address) {
			return new FailureAnalysis(
					"Tino server failed to start because it cannot listen on the Unix domain socket "
							+ address.getPath() + ": " + reason + ".",
					(cause.getCause() instanceof BindException)
							? "Stop the process that listens there, or set tino.server.unix-socket to another path."
							: "Correct tino.server.unix-socket.",
					cause);
		}
		return new FailureAnalysis("Tino server failed to start because it cannot listen on "
				+ SocketAddressFormat.format(cause.address()) + ": " + reason + ".",
				"Correct tino.server.address or tino.server.port.", cause);
	}

}
