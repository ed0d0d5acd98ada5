package io.tino.boot.autoconfigure.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.client.TinoClientProperties;
import io.tino.client.TinoClient;
import io.tino.server.TinoServer;

/**
 * Auto-configuration of the client's health, where the client has been told its server or
 * has one in the same application. An application that uses only the server of a starter
 * that brings both is not unhealthy for a client that it never calls.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoClientAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(TinoClient.class)
@ConditionalOnEnabledHealthIndicator("tino-client")
@Conditional(TinoClientHealthContributorAutoConfiguration.OnServerCondition.class)
public final class TinoClientHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "tinoClientHealthIndicator", "tinoClientHealthContributor" })
	TinoClientHealthIndicator tinoClientHealthContributor(ObjectProvider<TinoClient> client,
			TinoClientProperties properties) {
		return new TinoClientHealthIndicator(client::getObject, properties.hasAddress());
	}

	static final class OnServerCondition extends AnyNestedCondition {

		OnServerCondition() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@Conditional(OnAddressCondition.class)
		static class IsTold {

		}

		@ConditionalOnBean(TinoServer.class)
		static class IsHere {

		}

	}

	static final class OnAddressCondition extends OnPropertyListCondition {

		OnAddressCondition() {
			super("tino.client.address", () -> ConditionMessage.forCondition("Tino client address"));
		}

	}

}
