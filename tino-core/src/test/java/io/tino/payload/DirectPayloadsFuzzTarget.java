package io.tino.payload;

import java.lang.reflect.Type;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target for {@link DirectPayloads}: whatever the bytes, what is read without
 * Jackson is what Jackson reads, and the error is the same.
 */
public final class DirectPayloadsFuzzTarget {

	private static final PayloadComparison COMPARISON = new PayloadComparison(PayloadMappers.messagePack());

	private DirectPayloadsFuzzTarget() {
	}

	/**
	 * Run the target.
	 * @param input the bytes of one value, or of none
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		for (Type type : PayloadComparison.TYPES) {
			assertThat(COMPARISON.read(input, type, true)).as("%s", type)
				.isEqualTo(COMPARISON.read(input, type, false));
		}
	}

}
