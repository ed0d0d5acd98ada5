/**
 * The server in the life of an application context.
 */
@NullMarked
package io.tino.spring.server;

import org.jspecify.annotations.NullMarked;
