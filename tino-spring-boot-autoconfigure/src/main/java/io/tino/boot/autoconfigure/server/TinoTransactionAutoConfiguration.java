package io.tino.boot.autoconfigure.server;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

import io.tino.server.TransactionExecutor;
import io.tino.spring.server.SpringTransactionExecutor;

/**
 * Auto-configuration of transactions that are those of Spring.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = TinoServerAutoConfiguration.class,
		afterName = "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration")
@ConditionalOnClass(PlatformTransactionManager.class)
@ConditionalOnProperty(name = "tino.server.transactions", havingValue = "spring")
public final class TinoTransactionAutoConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(PlatformTransactionManager.class)
	@ConditionalOnMissingBean(TransactionExecutor.class)
	SpringTransactionExecutor tinoTransactionExecutor(PlatformTransactionManager transactionManager) {
		return new SpringTransactionExecutor(transactionManager);
	}

}
