/**
 * Auto-configuration of the server. Start at
 * {@link io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration}.
 */
@NullMarked
package io.tino.boot.autoconfigure.server;

import org.jspecify.annotations.NullMarked;
