/**
 * Methods of beans that somebody else than Java code invokes: what endpoints and
 * listeners have in common. Applications have no use for it but for
 * {@link io.tino.spring.method.InvalidDeclarationException}.
 */
@NullMarked
package io.tino.spring.method;

import org.jspecify.annotations.NullMarked;
