/**
 * Beans that live as long as a connection. Start at
 * {@link io.tino.spring.scope.TinoConnectionScope}.
 */
@NullMarked
package io.tino.spring.scope;

import org.jspecify.annotations.NullMarked;
