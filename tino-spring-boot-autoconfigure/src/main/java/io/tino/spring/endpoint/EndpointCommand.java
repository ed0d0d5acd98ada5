package io.tino.spring.endpoint;

import java.util.List;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.TinoConnection;
import io.tino.spring.scope.TinoConnectionHolder;

/**
 * A method of an endpoint as a command: decodes the arguments, invokes the method and
 * encodes what it returns, all on the thread that the command runs on.
 */
final class EndpointCommand implements Command {

	private final CommandSpec spec;

	private final EndpointMethod method;

	private final EndpointInvocation invocation;

	private final EndpointResult result;

	private final EndpointFailures failures;

	EndpointCommand(CommandSpec spec, EndpointMethod method, EndpointInvocation invocation, EndpointResult result,
			List<TinoExceptionHandler> handlers) {
		this.spec = spec;
		this.method = method;
		this.invocation = invocation;
		this.result = result;
		this.failures = new EndpointFailures(spec.name(), handlers);
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public void call(Call call) {
		TinoConnection previous = TinoConnectionHolder.set(call.connection());
		try {
			this.result.reply(call, this.invocation.invoke(call), this.failures);
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
