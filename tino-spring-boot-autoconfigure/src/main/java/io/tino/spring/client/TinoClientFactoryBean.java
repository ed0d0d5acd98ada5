package io.tino.spring.client;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.Assert;

import io.tino.payload.PayloadCodecs;

/**
 * Makes the bean of an imported interface, when the application starts.
 *
 * @param <T> the interface
 */
class TinoClientFactoryBean<T> implements FactoryBean<T>, BeanFactoryAware, InitializingBean {

	private final Class<T> type;

	private final String group;

	private final List<Class<? extends Throwable>> errors;

	private @Nullable BeanFactory beanFactory;

	private @Nullable T client;

	TinoClientFactoryBean(Class<T> type, String group, Class<? extends Throwable>[] errors) {
		this.type = type;
		this.group = group;
		this.errors = List.of(errors);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterPropertiesSet() {
		Assert.state(this.beanFactory != null, "No bean factory has been set");
		PayloadCodecs codecs = this.beanFactory.getBeanProvider(PayloadCodecs.class).getIfUnique();
		this.client = new TinoProxyFactory(template(this.beanFactory), (codecs != null) ? codecs.messagePack() : null,
				this.errors, this::resolve)
			.create(this.type);
	}

	private String resolve(String text) {
		String value = (this.beanFactory instanceof ConfigurableBeanFactory beans) ? beans.resolveEmbeddedValue(text)
				: text;
		return (value != null) ? value : "";
	}

	private TinoTemplate template(BeanFactory beans) {
		try {
			return this.group.equals(ImportTinoClients.DEFAULT_GROUP) ? beans.getBean(TinoTemplate.class)
					: BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, TinoTemplate.class, this.group);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw ex;
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new InvalidClientException("Interface " + this.type.getName(),
					"is imported by @ImportTinoClients for the group '" + this.group + "', which has no TinoTemplate",
					this.group.equals(ImportTinoClients.DEFAULT_GROUP)
							? "Do not disable the client by tino.client.enabled=false, or define a bean of that type."
							: "Say which server the group calls by tino.clients." + this.group
									+ ".address=host:port, or define a bean of that type annotated with @Qualifier(\""
									+ this.group + "\").",
					ex);
		}
	}

	@Override
	public T getObject() {
		Assert.state(this.client != null, "The client has not been made yet");
		return this.client;
	}

	@Override
	public Class<T> getObjectType() {
		return this.type;
	}

}
