/**
 * Scores of a game, in memory, for clients that speak to Redis and know no payloads.
 */
@NullMarked
package io.tino.sample.score;

import org.jspecify.annotations.NullMarked;
