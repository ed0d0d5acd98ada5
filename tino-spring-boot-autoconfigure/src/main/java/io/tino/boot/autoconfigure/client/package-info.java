/**
 * Auto-configuration of the client. Start at
 * {@link io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration}.
 */
@NullMarked
package io.tino.boot.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
