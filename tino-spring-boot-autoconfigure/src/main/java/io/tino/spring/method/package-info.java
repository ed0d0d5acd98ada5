/**
 * Methods that are declared for remote use: what endpoints, clients and listeners have in
 * common. Applications have no use for it but for
 * {@link io.tino.spring.method.InvalidDeclarationException}.
 */
@NullMarked
package io.tino.spring.method;

import org.jspecify.annotations.NullMarked;
