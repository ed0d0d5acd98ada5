package io.tino.payload;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Reads maps as objects of one class. What does not come in the order in which it is
 * written is looked up.
 */
final class BeanReader implements ValueReader {

	/** How many properties there may be: each has a bit. */
	static final int MAX_PROPERTIES = 64;

	private static final int GROUP = ReadPropertiesTemplate.SIZE;

	private final BeanShape shape;

	private final PropertyReader[] properties;

	private final ReadProperties[] groups;

	private BeanReader(BeanShape shape, PropertyReader[] properties, ReadProperties[] groups) {
		this.shape = shape;
		this.properties = properties;
		this.groups = groups;
	}

	/**
	 * What the objects are.
	 *
	 * @param type their class
	 * @param creator makes one of an array of arguments
	 * @param arguments how many arguments it takes
	 * @param bySetters whether objects are made first and get their properties then
	 * @param names the names and other names of the properties, and their indexes
	 * @param ignoresOthers whether properties of other names are ignored
	 */
	record BeanShape(Class<?> type, MethodHandle creator, int arguments, boolean bySetters, Map<String, Integer> names,
			boolean ignoresOthers) {
	}

	static BeanReader of(BeanShape shape, List<PropertyReader> properties)
			throws IOException, ReflectiveOperationException {
		ReadProperties[] groups = new ReadProperties[properties.size() / GROUP + 1];
		for (int i = 0; i < groups.length; i++) {
			Object[] data = new Object[GROUP + 1];
			for (int j = 0; j < GROUP; j++) {
				int index = i * GROUP + j;
				data[j] = (index < properties.size()) ? properties.get(index) : new PropertyReader.NoProperty();
			}
			data[GROUP] = shape.creator();
			groups[i] = HiddenClasses.instance(ReadProperties.class, ReadPropertiesTemplate.class, data);
		}
		return new BeanReader(shape, properties.toArray(PropertyReader[]::new), groups);
	}

	@Override
	public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
		if (in.readNil()) {
			return null;
		}
		int size = in.within(depth).readMapHeader();
		BeanValues values = new BeanValues(this.shape.arguments);
		if (this.shape.bySetters) {
			values.bean = create(values);
		}
		int read = readInOrder(in, size, values, depth - 1);
		long seen = (read == Long.SIZE) ? -1 : (1L << read) - 1;
		if (read < size) {
			seen = readOthers(in, size - read, values, depth - 1, seen);
		}
		if (Long.bitCount(seen) != this.properties.length) {
			absent(seen, values);
		}
		return this.shape.bySetters ? values.bean : create(values);
	}

	private Object create(BeanValues values) throws Throwable {
		Object bean = this.groups[0].create(values);
		if (bean == null || bean.getClass() != this.shape.type) {
			throw Unreadable.INSTANCE;
		}
		return bean;
	}

	private int readInOrder(ArrayInput in, int size, BeanValues values, int depth) throws Throwable {
		int read = this.groups[0].read(in, size, values, depth);
		for (int i = 1; i < this.groups.length && read == i * GROUP && read < size; i++) {
			read += this.groups[i].read(in, size - read, values, depth);
		}
		return read;
	}

	/** Read properties in any order, but none of them twice. */
	private long readOthers(ArrayInput in, int count, BeanValues values, int depth, long before) throws Throwable {
		long seen = before;
		int next = Long.numberOfTrailingZeros(~seen);
		for (int left = count; left > 0; left--) {
			int index = find(in, next);
			if (index < 0) {
				if (!this.shape.ignoresOthers) {
					throw Unreadable.INSTANCE;
				}
				in.skipValue(depth);
				continue;
			}
			if ((seen >> index & 1) != 0) {
				throw Unreadable.INSTANCE;
			}
			seen |= 1L << index;
			this.properties[index].read(in, values, depth);
			next = index + 1;
		}
		return seen;
	}

	/** Find the property whose name is next: most often one of those that follow. */
	private int find(ArrayInput in, int next) {
		for (int index = next; index < this.properties.length; index++) {
			if (in.skip(this.properties[index].name())) {
				return index;
			}
		}
		return this.shape.names.getOrDefault(in.readString(), -1);
	}

	private void absent(long seen, BeanValues values) {
		for (int index = 0; index < this.properties.length; index++) {
			if ((seen >> index & 1) == 0) {
				this.properties[index].absent(values);
			}
		}
	}

}
