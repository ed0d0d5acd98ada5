package io.tino.spring.endpoint;

import java.util.List;
import java.util.Map;

import org.springframework.core.CollectionFactory;

import io.tino.command.Call;
import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.payload.MismatchedPayloadException;

/**
 * All arguments that are left, each two an entry of a map.
 */
final class PlainPairs extends EndpointArgument {

	private final int position;

	private final Class<?> mapType;

	private final PlainType keyType;

	private final PlainType valueType;

	/**
	 * Create an instance.
	 * @param declaration the parameter
	 * @param mapType which map it is
	 * @param keyType the type of its keys
	 * @param valueType the type of its values
	 * @throws IllegalArgumentException if no such map can be made
	 */
	PlainPairs(ArgumentDeclaration declaration, Class<?> mapType, PlainType keyType, PlainType valueType) {
		super(declaration.name(), true);
		this.position = declaration.position();
		this.mapType = mapType;
		this.keyType = keyType;
		this.valueType = valueType;
		create(0);
	}

	private Map<Object, Object> create(int size) {
		return CollectionFactory.createMap(this.mapType, this.keyType.type(), size);
	}

	@Override
	CommandArgument describe(boolean mayBeLeftOut) {
		List<CommandArgument> pair = List.of(this.keyType.describe("key"), this.valueType.describe("value"));
		return CommandArgument.block(name(), pair).asOptional().asMultiple();
	}

	@Override
	public Object resolve(Call call) {
		int count = Math.max(0, call.argumentCount() - this.position);
		if (count % 2 != 0) {
			throw new CommandException(ErrorCode.NUM_ARG_MISMATCH, name() + " takes pairs of a key and a value, got "
					+ count + ((count == 1) ? " argument" : " arguments"));
		}
		Map<Object, Object> map = create(count / 2);
		for (int pair = 0; pair < count / 2; pair++) {
			Object key = convert(call, pair, 0, this.keyType);
			map.put(key, convert(call, pair, 1, this.valueType));
		}
		return map;
	}

	private Object convert(Call call, int pair, int part, PlainType type) {
		try {
			return type.converter().convert(call.argument(this.position + pair * 2 + part));
		}
		catch (MismatchedPayloadException ex) {
			throw mismatch(List.of(pair, part), String.valueOf(ex.getMessage()), ex.type());
		}
	}

}
