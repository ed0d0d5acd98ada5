/**
 * A sample of an application: endpoints, authentication, connection state, a database and
 * a client.
 */
@NullMarked
package io.tino.sample;

import org.jspecify.annotations.NullMarked;
