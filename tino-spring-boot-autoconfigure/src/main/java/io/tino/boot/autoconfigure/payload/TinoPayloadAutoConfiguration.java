package io.tino.boot.autoconfigure.payload;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.convert.ResultConverters;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadLimits;
import io.tino.payload.PayloadMappers;

/**
 * Auto-configuration of the codecs of arguments and results.
 *
 * @since 0.1.0
 */
@AutoConfiguration
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

	/**
	 * Of a mapper that nobody has said anything about it is known what it can do, so that
	 * none is made before there is work for it.
	 */
	@Bean
	@ConditionalOnMissingBean
	PayloadCodecs tinoPayloadCodecs(@Qualifier(MAPPER) ObjectProvider<ObjectMapper> mapper,
			ObjectProvider<DefaultMapper> defaultMapper, PayloadLimits limits) {
		DefaultMapper known = defaultMapper.getIfAvailable();
		return (known != null && !known.isCustomized()) ? PayloadCodecs.deferred(mapper::getObject, limits)
				: PayloadCodecs.of(mapper.getObject(), limits);
	}

	@Bean
	@ConditionalOnMissingBean
	ResultConverters tinoResultConverters(@Qualifier(MAPPER) ObjectProvider<ObjectMapper> mapper,
			PayloadLimits limits) {
		return new ResultConverters(mapper::getObject, limits);
	}

	/**
	 * The mapper of an application that has none of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(name = MAPPER)
	static class DefaultMapper {

		private final ObjectProvider<TinoObjectMapperCustomizer> customizers;

		DefaultMapper(ObjectProvider<TinoObjectMapperCustomizer> customizers) {
			this.customizers = customizers;
		}

		@Bean(name = MAPPER, defaultCandidate = false)
		@Lazy
		ObjectMapper tinoObjectMapper() {
			ObjectMapper mapper = PayloadMappers.messagePack();
			this.customizers.orderedStream().forEach((customizer) -> customizer.customize(mapper));
			return mapper;
		}

		boolean isCustomized() {
			return this.customizers.stream().findAny().isPresent();
		}

	}

}
