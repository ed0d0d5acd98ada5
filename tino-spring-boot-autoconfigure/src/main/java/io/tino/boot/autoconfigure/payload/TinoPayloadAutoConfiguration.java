package io.tino.boot.autoconfigure.payload;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.convert.ResultConverters;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadLimits;

/**
 * Auto-configuration of the codecs of arguments and results.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@Import(DefaultMapperConfiguration.class)
@EnableConfigurationProperties(TinoPayloadProperties.class)
public final class TinoPayloadAutoConfiguration {

	/**
	 * The name of the mapper. It is no candidate for injection by type: an application's
	 * other mappers speak JSON.
	 */
	static final String MAPPER = "tinoObjectMapper";

	@Bean
	@ConditionalOnMissingBean
	PayloadLimits tinoPayloadLimits(TinoPayloadProperties properties) {
		return CheckedProperty.convert("tino.payload.max-nesting-depth", properties.getMaxNestingDepth(),
				PayloadLimits::new);
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadCodecs tinoPayloadCodecs(@Qualifier(MAPPER) ObjectProvider<ObjectMapper> mapper,
			ObjectProvider<DefaultMapperConfiguration> defaultMapper, PayloadLimits limits) {
		DefaultMapperConfiguration configuration = defaultMapper.getIfAvailable();
		return (configuration != null) ? configuration.codecs(mapper, limits)
				: PayloadCodecs.of(mapper.getObject(), limits);
	}

	@Bean
	@ConditionalOnMissingBean
	ResultConverters tinoResultConverters(@Qualifier(MAPPER) ObjectProvider<ObjectMapper> mapper,
			PayloadLimits limits) {
		return new ResultConverters(mapper::getObject, limits);
	}

}
