/**
 * What belongs to a call, carried to other threads by Micrometer's context propagation.
 * It finds the accessors by itself.
 */
@NullMarked
package io.tino.spring.context;

import org.jspecify.annotations.NullMarked;
