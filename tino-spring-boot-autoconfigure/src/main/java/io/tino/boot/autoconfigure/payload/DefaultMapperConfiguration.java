package io.tino.boot.autoconfigure.payload;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadLimits;
import io.tino.payload.PayloadMappers;

/**
 * The mapper of an application that has none of its own. Loading Jackson takes longer
 * than all else that Tino does at the start, so that it waits, if it can, until the
 * application is ready or has a value that needs it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(name = TinoPayloadAutoConfiguration.MAPPER)
final class DefaultMapperConfiguration implements ApplicationListener<ApplicationReadyEvent> {

	private final ObjectProvider<TinoObjectMapperCustomizer> customizers;

	private volatile @Nullable PayloadCodecs deferred;

	DefaultMapperConfiguration(ObjectProvider<TinoObjectMapperCustomizer> customizers) {
		this.customizers = customizers;
	}

	@Bean(name = TinoPayloadAutoConfiguration.MAPPER, defaultCandidate = false)
	@Lazy
	ObjectMapper tinoObjectMapper() {
		ObjectMapper mapper = PayloadMappers.messagePack();
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(mapper));
		return mapper;
	}

	/**
	 * Keep Spring from looking for annotations at the methods of the mapper, which loads
	 * a hundred classes that they take and return.
	 */
	@Bean
	static BeanFactoryPostProcessor tinoObjectMapperWithoutAnnotations() {
		return (beanFactory) -> beanFactory.getBeanDefinition(TinoPayloadAutoConfiguration.MAPPER)
			.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
	}

	/**
	 * Create the codecs. What a mapper can do that nobody has customized is known, so
	 * that it need not be made to be asked.
	 */
	PayloadCodecs codecs(ObjectProvider<ObjectMapper> mapper, PayloadLimits limits) {
		if (this.customizers.stream().findAny().isPresent()) {
			return PayloadCodecs.of(mapper.getObject(), limits);
		}
		PayloadCodecs codecs = PayloadCodecs.deferred(mapper::getObject, limits);
		this.deferred = codecs;
		return codecs;
	}

	/** Do now what the first calls would have to wait for. */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		PayloadCodecs codecs = this.deferred;
		if (codecs != null) {
			this.deferred = null;
			new PayloadWarmUp(codecs).start();
		}
	}

}
