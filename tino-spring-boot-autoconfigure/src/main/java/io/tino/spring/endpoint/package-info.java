/**
 * Spring beans as commands. A bean annotated with
 * {@link io.tino.spring.endpoint.TinoEndpoint} exposes its methods annotated with
 * {@link io.tino.spring.endpoint.TinoCommand};
 * {@link io.tino.spring.endpoint.EndpointCommands} finds them at startup and resolves all
 * that a call needs, so that a call only decodes, invokes and encodes.
 */
@NullMarked
package io.tino.spring.endpoint;

import org.jspecify.annotations.NullMarked;
