package io.tino.payload;

import java.beans.ConstructorProperties;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link CertainTypes}: what it says yes to Jackson says yes to.
 */
class CertainTypesTests {

	enum Color {

		RED, GREEN

	}

	record Point(int x, double y) {
	}

	record Tree(@Nullable String name, List<Tree> children, Map<String, Optional<Tree>> named, Point[] points) {

		static final Tree NONE = new Tree(null, List.of(), Map.of(), new Point[0]);

		Tree {
			children = children.stream().filter((child) -> child != NONE).toList();
		}

		int size() {
			return this.children.size();
		}

		@Deprecated
		boolean equalsName(String other) {
			return other.equals(this.name);
		}

	}

	record All(boolean a, byte b, short c, int d, long e, float f, double g, Boolean h, Byte i, Short j, Integer k,
			Long l, Float m, Double n, String o, BigInteger p, BigDecimal q, UUID r, Duration s, Instant t, LocalDate u,
			LocalDateTime v, LocalTime w, OffsetDateTime x, ZonedDateTime y, Object z) {
	}

	record Containers(List<Color> a, Set<Point> b, Collection<Instant> c, Optional<UUID> d, Map<String, Color> e,
			Color[] f, byte[] g, int[][] h, List<Map<String, List<Optional<Point>>>> i, Object[] j) {
	}

	static Stream<Type> certain() {
		return Stream
			.of(Stream.of(Color.class, Point.class, Tree.class, Void.class, Point[].class), components(All.class),
					components(Containers.class))
			.flatMap((types) -> types);
	}

	private static Stream<Type> components(Class<?> type) {
		return Stream.concat(Stream.of(type),
				Arrays.stream(type.getRecordComponents()).map((component) -> component.getGenericType()));
	}

	@ParameterizedTest
	@MethodSource
	void certain(Type type) {
		assertThat(CertainTypes.include(type)).isTrue();
		PayloadCodecs asked = PayloadCodecs.of(PayloadMappers.messagePack());
		for (PayloadFormat format : PayloadFormat.values()) {
			assertThatNoException().isThrownBy(() -> asked.get(format).reader(type));
			assertThatNoException().isThrownBy(() -> asked.get(format).writer(type));
		}
		JacksonPayloads jackson = new JacksonPayloads(PayloadMappers.messagePack(), false);
		DeferredJackson deferred = new DeferredJackson(() -> {
			throw new AssertionError("There is nothing to ask about");
		}, false, CertainTypes::include);
		assertThat(deferred.containerOf(type)).isEqualTo(jackson.containerOf(type));
		assertThat(deferred.reader(type)).isNotNull();
		assertThat(deferred.writer(type)).isNotNull();
	}

	record Named(@JsonProperty("n") int number) {
	}

	record Unnamed(int number) {

		@Override
		@JsonIgnore
		public int number() {
			return this.number;
		}

	}

	@JsonDeserialize(using = com.fasterxml.jackson.databind.JsonDeserializer.None.class)
	record Annotated(int number) {
	}

	@Retention(RetentionPolicy.RUNTIME)
	@JacksonAnnotationsInside
	@JsonIgnore
	@interface Hidden {

	}

	record Bundled(@Hidden int number) {
	}

	record TwoWays(int number) {

		TwoWays(String text) {
			this(text.length());
		}

	}

	record Made(int number) {

		static Made valueOf(String text) {
			return new Made(text.length());
		}

	}

	record Settable(List<String> list) {

		void setList(Runnable task) {
		}

		void setList(Thread thread) {
		}

	}

	record Filled(int number) {

		List<Runnable> getTasks() {
			return List.of();
		}

	}

	record OldFashioned(int number) {

		@ConstructorProperties("other")
		OldFashioned {
		}

	}

	record Prefixed(int getNumber, int number) {
	}

	record WithDefaults(int number) implements HasSetter {
	}

	interface HasSetter {

		default void setTask(Runnable task) {
		}

	}

	record Box<T>(T value) {
	}

	record Boxes(Box<Runnable> box) {
	}

	record Nested(List<Named> list) {
	}

	enum Coded {

		RED;

		@JsonCreator
		static Coded of(int number) {
			return RED;
		}

	}

	enum Renamed {

		@JsonProperty("red")
		RED

	}

	record Others(Map<Color, String> a, List<?> b, List<? extends Point> c, Iterable<Point> d, List<Runnable>[] e,
			char[] f, CharSequence g, @SuppressWarnings("rawtypes") List h, Optional<Runnable> i) {
	}

	static Stream<Type> uncertain() {
		return Stream.concat(
				Stream.of(Named.class, Unnamed.class, Annotated.class, Bundled.class, TwoWays.class, Made.class,
						Settable.class, Filled.class, OldFashioned.class, Prefixed.class, WithDefaults.class, Box.class,
						Boxes.class, Nested.class, Coded.class, Renamed.class, Runnable.class, Thread.class,
						JsonNode.class, Number.class, Record.class, Enum.class, Named[].class),
				components(Others.class));
	}

	@ParameterizedTest
	@MethodSource
	void uncertain(Type type) {
		assertThat(CertainTypes.include(type)).isFalse();
	}

}
