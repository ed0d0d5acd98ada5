package io.tino.boot.autoconfigure.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import reactor.core.publisher.Flux;

import io.tino.spring.client.ReactiveTinoTemplate;
import io.tino.spring.client.TinoTemplate;

/**
 * Auto-configuration of the template with the types of Reactor.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoClientAutoConfiguration.class)
@ConditionalOnClass(Flux.class)
@ConditionalOnSingleCandidate(TinoTemplate.class)
public final class TinoReactiveClientAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ReactiveTinoTemplate tinoReactiveTemplate(TinoTemplate template) {
		return new ReactiveTinoTemplate(template);
	}

}
