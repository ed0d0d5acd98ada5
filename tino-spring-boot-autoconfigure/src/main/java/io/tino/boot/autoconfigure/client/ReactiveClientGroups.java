package io.tino.boot.autoconfigure.client;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

import io.tino.spring.client.ReactiveTinoTemplate;
import io.tino.spring.client.TinoTemplate;

/**
 * Makes the templates of groups that have the types of Reactor, of what else makes their
 * calls.
 *
 * @param beanFactory has the templates of the groups
 */
record ReactiveClientGroups(BeanFactory beanFactory) {

	/** Make the template of a group, as a bean. */
	ReactiveTinoTemplate createTemplate(String group) {
		return new ReactiveTinoTemplate(
				BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, TinoTemplate.class, group));
	}

}
