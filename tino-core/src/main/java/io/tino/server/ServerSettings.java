package io.tino.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.tino.command.Permission;
import io.tino.resp.RequestLimits;

/**
 * What the sessions of a server have been told to do. Set before the server starts, and
 * not changed after that.
 */
final class ServerSettings {

	/** Where the server listens. */
	@Nullable InetSocketAddress address = new InetSocketAddress("127.0.0.1", 7777);

	/** Tells one run of the server from all others: 40 hexadecimal digits. */
	String runId = "0".repeat(40);

	/** Who says who a client is, or {@code null} if nobody does. */
	@Nullable TinoAuthenticator authenticator;

	/** Whether every call needs an authenticated connection. */
	boolean authenticationRequired;

	/** Who may look at, and change, what concerns others than oneself. */
	Permission administration = Permission.AUTHENTICATED;

	/** Who may publish and subscribe to what. */
	ChannelAuthorizer channelAuthorizer = ChannelAuthorizer.ALL;

	/** What is accepted of a request. */
	RequestLimits limits = RequestLimits.DEFAULT;

	/** What is accepted of a request where authentication is required and lacking. */
	RequestLimits unauthenticatedLimits = RequestLimits.UNAUTHENTICATED;

	/** How long it may take to authenticate where that is required; zero for ever. */
	Duration authenticationTimeout = Duration.ofSeconds(30);

	/** How often a connection may fail to authenticate before it is closed. */
	int maxAuthenticationFailures = 5;

	/** How long the answer to the first failure is held back; twice as long each time. */
	Duration authenticationFailureDelay = Duration.ofMillis(100);

	/** How long a connection may do nothing; zero for ever. */
	Duration idleTimeout = Duration.ZERO;

	/** How old a connection may become, more or less; zero for any age. */
	Duration maxConnectionAge = Duration.ZERO;

	/** How long clients have to move to another connection; zero to not tell them. */
	Duration handoverTimeout = Duration.ofSeconds(5);

	/** Where clients that ask for an address go instead, unresolved. */
	@Nullable InetSocketAddress handoverEndpoint;

	/** Whether callers are told the messages of unexpected exceptions. */
	boolean includeErrorMessages;

	/** Is told what happens. */
	TinoServerListener listener = TinoServerListener.NONE;

	/** Takes messages to those who have subscribed. */
	PubSub pubSub = new PubSub();

	/** What transactions watch. */
	WatchedKeys watchedKeys = new WatchedKeys();

	/** Makes a transaction take effect in whole or not at all, or {@code null}. */
	@Nullable TransactionExecutor transactions;

	/** How many connections there may be. */
	int maxConnections = 10_000;

	/** How many connections there may be of one address, or 0 for any number. */
	int maxConnectionsPerAddress;

	/** How much may wait for one client to read it. */
	OutputLimits outputLimits = OutputLimits.DEFAULT;

	/** How much may wait for all clients together that do not keep up. */
	long maxOutputBytes = Long.MAX_VALUE;

	/** How many requests a transaction takes. */
	int maxQueuedRequests = 10_000;

	/** How long a call takes at least that is slow; below zero, none is. */
	Duration slowLogThreshold = Duration.ofMillis(10);

	/** How many slow calls are kept. */
	int slowLogMaxLength = 128;

	/** How many channels and patterns a connection may subscribe to. */
	int maxSubscriptions = 10_000;

	/** How many cursors a connection may have open. */
	int maxCursors = 100;

	/** How long nobody may ask for a cursor before it ends; zero for ever. */
	Duration cursorTimeout = Duration.ofSeconds(60);

	/** Whether calls need not wait for each other. */
	boolean multiplexing = true;

	/** What is accepted of them. */
	MultiplexingLimits multiplexingLimits = MultiplexingLimits.DEFAULT;

	/** Which headers of clients the application sees, in lower case. */
	Set<String> allowedHeaders = Set.of();

}
