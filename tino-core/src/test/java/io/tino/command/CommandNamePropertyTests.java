package io.tino.command;

import java.util.Arrays;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Property tests for {@link CommandName}: eight bytes at a time are what they are one by
 * one.
 */
class CommandNamePropertyTests {

	@Property
	void aNameIsItselfInAnyCase(@ForAll("names") byte[] name) {
		byte[] upper = upperCase(name);
		byte[] within = new byte[name.length + 2];
		System.arraycopy(name, 0, within, 1, name.length);
		assertThat(CommandName.matches(upper, within, 1, 1 + name.length)).isTrue();
		assertThat(CommandName.hash(within, 1, 1 + name.length)).isEqualTo(CommandName.hash(upper, 0, upper.length));
	}

	@Property
	void aNameIsNoOther(@ForAll("names") byte[] name, @ForAll int place, @ForAll byte other) {
		byte[] upper = upperCase(name);
		byte[] changed = name.clone();
		if (changed.length > 0) {
			changed[Math.floorMod(place, changed.length)] = other;
		}
		boolean same = Arrays.equals(upper, upperCase(changed));
		assertThat(CommandName.matches(upper, changed, 0, changed.length)).isEqualTo(same);
		assertThat(CommandName.matches(upper, changed, 0, Math.max(0, changed.length - 1)))
			.isEqualTo(changed.length == 0);
	}

	private static byte[] upperCase(byte[] name) {
		byte[] upper = name.clone();
		for (int i = 0; i < upper.length; i++) {
			upper[i] = (upper[i] >= 'a' && upper[i] <= 'z') ? (byte) (upper[i] - 32) : upper[i];
		}
		return upper;
	}

	@Provide
	Arbitrary<byte[]> names() {
		Arbitrary<Byte> letters = Arbitraries.bytes().between((byte) '@', (byte) '{');
		Arbitrary<Byte> any = Arbitraries.bytes();
		return Arbitraries.frequencyOf(Tuple.of(4, letters), Tuple.of(1, any)).array(byte[].class).ofMaxSize(40);
	}

}
