package io.tino.payload;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/**
 * Is defined anew for each type, so that the properties are constants to a JIT compiler,
 * which makes one piece of code of them. Never used itself: see {@link HiddenClasses}.
 */
final class WrittenPropertiesTemplate implements WrittenProperties {

	/** How many properties one class has. */
	static final int SIZE = 8;

	private static final PropertyWriter[] PROPERTIES = properties();

	private static final PropertyWriter P0 = PROPERTIES[0];

	private static final PropertyWriter P1 = PROPERTIES[1];

	private static final PropertyWriter P2 = PROPERTIES[2];

	private static final PropertyWriter P3 = PROPERTIES[3];

	private static final PropertyWriter P4 = PROPERTIES[4];

	private static final PropertyWriter P5 = PROPERTIES[5];

	private static final PropertyWriter P6 = PROPERTIES[6];

	private static final PropertyWriter P7 = PROPERTIES[7];

	private static PropertyWriter[] properties() {
		try {
			return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, PropertyWriter[].class);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public int write(Object bean, ArrayOutput out, int depth) throws Throwable {
		int written = P0.write(bean, out, depth);
		written += P1.write(bean, out, depth);
		written += P2.write(bean, out, depth);
		written += P3.write(bean, out, depth);
		written += P4.write(bean, out, depth);
		written += P5.write(bean, out, depth);
		written += P6.write(bean, out, depth);
		return written + P7.write(bean, out, depth);
	}

}
