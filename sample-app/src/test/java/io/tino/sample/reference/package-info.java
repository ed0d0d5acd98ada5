/**
 * Conversations with a server, written down in {@code src/test/resources/reference} and
 * played to the sample and to a real {@code redis-server}. Start at
 * {@link io.tino.sample.reference.Play}; the notation is told there in {@code README.md}.
 */
@NullMarked
package io.tino.sample.reference;

import org.jspecify.annotations.NullMarked;
