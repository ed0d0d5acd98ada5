package io.tino.server;

import io.tino.resp.Request;

/**
 * A request that waits for {@code EXEC}.
 *
 * @param head what it calls
 * @param request the request, retained
 */
record QueuedRequest(CallHead head, Request request) {
}
