package io.tino.payload;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Is defined anew for each type, so that the properties and the constructor are constants
 * to a JIT compiler, which makes one piece of code of them. Never used itself: see
 * {@link HiddenClasses}.
 */
final class ReadPropertiesTemplate implements ReadProperties {

	/** How many properties one class has. */
	static final int SIZE = 8;

	private static final Object[] DATA = data();

	private static final MethodHandle CREATOR = (MethodHandle) DATA[SIZE];

	private static final PropertyReader P0 = (PropertyReader) DATA[0];

	private static final PropertyReader P1 = (PropertyReader) DATA[1];

	private static final PropertyReader P2 = (PropertyReader) DATA[2];

	private static final PropertyReader P3 = (PropertyReader) DATA[3];

	private static final PropertyReader P4 = (PropertyReader) DATA[4];

	private static final PropertyReader P5 = (PropertyReader) DATA[5];

	private static final PropertyReader P6 = (PropertyReader) DATA[6];

	private static final PropertyReader P7 = (PropertyReader) DATA[7];

	private static Object[] data() {
		try {
			return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Object[].class);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public int read(ArrayInput in, int size, BeanValues values, int depth) throws Throwable {
		if (size < 1 || !in.skip(P0.name())) {
			return 0;
		}
		P0.read(in, values, depth);
		if (size < 2 || !in.skip(P1.name())) {
			return 1;
		}
		P1.read(in, values, depth);
		if (size < 3 || !in.skip(P2.name())) {
			return 2;
		}
		P2.read(in, values, depth);
		if (size < 4 || !in.skip(P3.name())) {
			return 3;
		}
		P3.read(in, values, depth);
		return readMore(in, size, values, depth);
	}

	private static int readMore(ArrayInput in, int size, BeanValues values, int depth) throws Throwable {
		if (size < 5 || !in.skip(P4.name())) {
			return 4;
		}
		P4.read(in, values, depth);
		if (size < 6 || !in.skip(P5.name())) {
			return 5;
		}
		P5.read(in, values, depth);
		if (size < 7 || !in.skip(P6.name())) {
			return 6;
		}
		P6.read(in, values, depth);
		if (size < 8 || !in.skip(P7.name())) {
			return 7;
		}
		P7.read(in, values, depth);
		return 8;
	}

	@Override
	public Object create(BeanValues values) throws Throwable {
		return (Object) CREATOR.invokeExact(values.arguments);
	}

}
