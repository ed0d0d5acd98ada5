package io.tino.client;

import java.time.Duration;

/**
 * When a connection that is silent is taken for broken.
 *
 * @param timeout how long a reply is waited for
 * @param keepAlive after which silence the server is asked whether it is there
 */
record Liveness(Duration timeout, Duration keepAlive) {
}
