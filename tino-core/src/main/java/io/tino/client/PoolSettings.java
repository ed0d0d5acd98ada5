package io.tino.client;

import java.time.Duration;

/**
 * How the servers of a client are connected to.
 *
 * @param loadBalancing how one of them is chosen
 * @param maxConnections how many connections a server gets at most that answers the calls
 * of a connection one after another
 * @param minBackoff the least time before a server is tried again that cannot be reached
 * @param maxBackoff the most time
 * @param refreshInterval after how long names are looked up again
 */
record PoolSettings(LoadBalancing loadBalancing, int maxConnections, Duration minBackoff, Duration maxBackoff,
		Duration refreshInterval) {
}
