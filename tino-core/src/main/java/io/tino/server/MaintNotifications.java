package io.tino.server;

/**
 * What a client wants to be told by {@code MOVING}, when its connection is to end.
 */
enum MaintNotifications {

	/** Nothing. */
	OFF,

	/** That it is to connect anew, to wherever it connects to. */
	WITHOUT_ENDPOINT,

	/** That it is to connect to the address that the server is configured with. */
	WITH_ENDPOINT

}
