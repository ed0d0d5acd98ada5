package io.tino.spring.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.command.TinoConnection;
import io.tino.spring.scope.TinoConnectionHolder;

/**
 * A method of an endpoint as a command: decodes the arguments, invokes the method and
 * encodes what it returns, all on the thread that the command runs on.
 */
final class EndpointCommand implements Command {

	private final CommandSpec spec;

	private final EndpointMethod method;

	private final ArgumentResolvers arguments;

	private final EndpointResult result;

	private final @Nullable EndpointValidation validation;

	private final EndpointFailures failures;

	EndpointCommand(String name, EndpointMethod method, ArgumentResolvers arguments, EndpointResult result,
			@Nullable EndpointValidation validation, List<TinoExceptionHandler> handlers, boolean blocking,
			boolean authenticationRequired) {
		this.method = method;
		this.arguments = arguments;
		this.result = result;
		this.validation = validation;
		boolean eventLoop = result.isAsynchronous() || !blocking;
		this.spec = CommandSpec.named(name)
			.summary("Calls " + method.beanClass().getSimpleName() + "." + method.method().getName())
			.group(method.beanClass().getSimpleName().toLowerCase(Locale.ROOT))
			.arguments(describe(arguments.payload()))
			.execution(eventLoop ? Execution.EVENT_LOOP : Execution.WORKER)
			.permission(authenticationRequired ? Permission.AUTHENTICATED : Permission.ALL)
			.build();
		this.failures = new EndpointFailures(this.spec.name(), handlers);
	}

	/** An argument is optional if it, and all behind it, may be left out. */
	private static List<CommandArgument> describe(List<PayloadArgument> arguments) {
		List<CommandArgument> described = new ArrayList<>();
		boolean optional = true;
		for (int i = arguments.size() - 1; i >= 0; i--) {
			optional &= arguments.get(i).isOptional();
			described.add(0, new CommandArgument(arguments.get(i).name(), "string", optional));
		}
		return described;
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public void call(Call call) {
		TinoConnection previous = TinoConnectionHolder.set(call.connection());
		try {
			Object[] values = this.arguments.resolve(call);
			if (this.validation != null) {
				this.validation.validate(values);
			}
			this.result.reply(call, this.method.invoke(values), this.failures);
		}
		catch (Throwable ex) {
			call.fail(this.failures.translate(ex));
		}
		finally {
			TinoConnectionHolder.set(previous);
		}
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
