/**
 * Methods of beans that take messages of channels. Start at
 * {@link io.tino.spring.listener.TinoListener}; the
 * {@link io.tino.spring.listener.TinoListenerContainer} subscribes for them.
 */
@NullMarked
package io.tino.spring.listener;

import org.jspecify.annotations.NullMarked;
