package io.tino.boot.autoconfigure.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;

/**
 * Auto-configuration of a client and a template for each group in
 * {@code tino.clients.<name>.*}, and of a reactive template if Reactor is there. They
 * have the group as {@code @Qualifier}, and are not injected without it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class })
@Import({ ClientFactory.class, ClientGroupRegistrar.class })
public final class TinoClientGroupsAutoConfiguration {

}
