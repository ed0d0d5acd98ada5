/**
 * TLS from SSL bundles. Start at {@link io.tino.boot.autoconfigure.ssl.BundleTls}.
 */
@NullMarked
package io.tino.boot.autoconfigure.ssl;

import org.jspecify.annotations.NullMarked;
