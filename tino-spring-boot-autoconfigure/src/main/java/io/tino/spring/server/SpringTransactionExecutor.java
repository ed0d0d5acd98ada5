package io.tino.spring.server;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.server.TransactionExecutor;

/**
 * Runs the calls of {@code EXEC} within one transaction of Spring, which endpoint methods
 * that are {@code @Transactional} take part in.
 *
 * @since 0.1.0
 */
public final class SpringTransactionExecutor implements TransactionExecutor {

	private final TransactionTemplate template;

	/**
	 * Create an executor.
	 * @param transactionManager begins, commits and rolls back
	 */
	public SpringTransactionExecutor(PlatformTransactionManager transactionManager) {
		Assert.notNull(transactionManager, "'transactionManager' must not be null");
		this.template = new TransactionTemplate(transactionManager);
	}

	@Override
	public void execute(Runnable calls) {
		try {
			this.template.executeWithoutResult((status) -> calls.run());
		}
		catch (UnexpectedRollbackException ex) { // a method has asked for it and not
													// failed
			throw new CommandException(ErrorCode.EXECABORT,
					"Transaction rolled back because a command has marked it so");
		}
	}

}
