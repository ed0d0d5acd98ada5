package io.tino.client;

import java.util.List;

/**
 * Notes which connections a client opens and closes.
 *
 * @param events takes the notes
 */
record NotedConnections(List<String> events) implements TinoClientListener {

	@Override
	public void connectionOpened() {
		this.events.add("opened");
	}

	@Override
	public void connectionClosed() {
		this.events.add("closed");
	}

}
