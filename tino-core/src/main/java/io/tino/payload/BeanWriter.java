package io.tino.payload;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes objects of one class as maps.
 *
 * @param type their class, and none that extends it
 * @param size how many properties they have
 * @param first what writes the first of these
 * @param more what writes the others
 */
record BeanWriter(Class<?> type, int size, WrittenProperties first,
		List<WrittenProperties> more) implements ValueWriter {

	/** For how many properties a header has one byte, which can be corrected. */
	private static final int SMALL = 15;

	static BeanWriter of(Class<?> type, List<PropertyWriter> properties)
			throws IOException, ReflectiveOperationException {
		int size = WrittenPropertiesTemplate.SIZE;
		WrittenProperties[] groups = new WrittenProperties[Math.max(1, (properties.size() + size - 1) / size)];
		for (int i = 0; i < groups.length; i++) {
			PropertyWriter[] group = new PropertyWriter[size];
			Arrays.fill(group, new PropertyWriter.NoProperty());
			int from = i * size;
			List<PropertyWriter> part = properties.subList(from, Math.min(properties.size(), from + size));
			System.arraycopy(part.toArray(), 0, group, 0, part.size());
			groups[i] = HiddenClasses.instance(WrittenProperties.class, WrittenPropertiesTemplate.class, group);
		}
		return new BeanWriter(type, properties.size(), groups[0], List.of(groups).subList(1, groups.length));
	}

	@Override
	public void write(Object value, ArrayOutput out, int depth) throws Throwable {
		int within = ValueWriter.within(depth);
		if (value.getClass() != this.type) {
			throw Unwritable.INSTANCE;
		}
		int header = out.index();
		out.writeMapHeader(this.size);
		int written = this.first.write(value, out, within);
		for (int i = 0; i < this.more.size(); i++) {
			written += this.more.get(i).write(value, out, within);
		}
		if (written != this.size) {
			if (this.size > SMALL) {
				throw Unwritable.INSTANCE;
			}
			out.set(header, 0x80 | written);
		}
	}

}
