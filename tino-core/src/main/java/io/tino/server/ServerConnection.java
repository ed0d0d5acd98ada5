package io.tino.server;

import java.net.SocketAddress;
import java.security.Principal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.tino.command.TinoConnection;
import io.tino.payload.PayloadFormat;
import io.tino.resp.RespVersion;
import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TransportConnection;

/**
 * What is known of a client. Changed by one call at a time, on whichever thread that
 * runs; read by any thread.
 */
final class ServerConnection implements TinoConnection {

	private final long id;

	private final TransportConnection transport;

	private final long openedNanos;

	private volatile RespVersion version = RespVersion.RESP2;

	private volatile PayloadFormat format = PayloadFormat.MSGPACK;

	private volatile @Nullable String name;

	private volatile @Nullable Principal principal;

	private volatile String libraryName = "";

	private volatile String libraryVersion = "";

	private volatile boolean open = true;

	private final ConnectionAttributes attributes = new ConnectionAttributes();

	ServerConnection(long id, TransportConnection transport, long openedNanos) {
		this.id = id;
		this.transport = transport;
		this.openedNanos = openedNanos;
	}

	@Override
	public long id() {
		return this.id;
	}

	@Override
	public SocketAddress remoteAddress() {
		return this.transport.remoteAddress();
	}

	SocketAddress localAddress() {
		return this.transport.localAddress();
	}

	long openedNanos() {
		return this.openedNanos;
	}

	@Override
	public @Nullable String name() {
		return this.name;
	}

	void name(@Nullable String name) {
		this.name = name;
	}

	@Override
	public @Nullable Principal principal() {
		return this.principal;
	}

	void principal(@Nullable Principal principal) {
		this.principal = principal;
	}

	RespVersion version() {
		return this.version;
	}

	void version(RespVersion version) {
		this.version = version;
	}

	PayloadFormat format() {
		return this.format;
	}

	void format(PayloadFormat format) {
		this.format = format;
	}

	String libraryName() {
		return this.libraryName;
	}

	void libraryName(String libraryName) {
		this.libraryName = libraryName;
	}

	String libraryVersion() {
		return this.libraryVersion;
	}

	void libraryVersion(String libraryVersion) {
		this.libraryVersion = libraryVersion;
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	void closed() {
		this.open = false;
	}

	@Override
	public <T> T attribute(Object key, Supplier<T> factory) {
		return this.attributes.get(key, factory);
	}

	@Override
	public @Nullable Object removeAttribute(Object key) {
		return this.attributes.remove(key);
	}

	@Override
	public void onClose(Runnable action) {
		this.attributes.onClose(action);
	}

	ConnectionAttributes attributes() {
		return this.attributes;
	}

	/**
	 * Forget what the client has set, as {@code RESET} does. What the library has said of
	 * itself stays.
	 */
	void reset() {
		this.version = RespVersion.RESP2;
		this.format = PayloadFormat.MSGPACK;
		this.name = null;
		this.principal = null;
	}

	@Override
	public String toString() {
		return "connection " + this.id + " from " + SocketAddressFormat.format(remoteAddress());
	}

}
