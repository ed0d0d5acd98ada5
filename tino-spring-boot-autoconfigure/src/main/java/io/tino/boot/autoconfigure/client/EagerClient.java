package io.tino.boot.autoconfigure.client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.tino.spring.client.TinoTemplate;

/**
 * Makes the client and its template when the application starts, though nobody has asked
 * for them yet, if anything of them is configured: what is wrong with that is said then.
 */
final class EagerClient implements SmartInitializingSingleton {

	private final Environment environment;

	private final ObjectProvider<TinoTemplate> template;

	EagerClient(Environment environment, ObjectProvider<TinoTemplate> template) {
		this.environment = environment;
		this.template = template;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (Binder.get(this.environment).bind("tino.client", Bindable.mapOf(String.class, String.class)).isBound()) {
			this.template.getIfUnique();
		}
	}

}
