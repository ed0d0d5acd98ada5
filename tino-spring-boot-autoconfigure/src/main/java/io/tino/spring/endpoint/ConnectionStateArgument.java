package io.tino.spring.endpoint;

import org.springframework.util.Assert;

import io.tino.command.Call;
import io.tino.command.TinoConnection;

/**
 * A {@link ConnectionState} parameter.
 *
 * @param factory makes the state, and identifies it among that of other factories
 * @param <T> the type of the state
 */
record ConnectionStateArgument<T>(ConnectionStateFactory<T> factory) implements ArgumentResolver {

	@Override
	public Object resolve(Call call) {
		TinoConnection connection = call.connection();
		return connection.attribute(this.factory, () -> create(connection));
	}

	private Object create(TinoConnection connection) {
		T state = this.factory.create(connection);
		Assert.state(state != null, () -> this.factory + " has made no state");
		connection.onClose(() -> this.factory.destroy(state));
		return state;
	}

}
