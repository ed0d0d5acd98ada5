package io.tino.payload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import org.jspecify.annotations.Nullable;

/**
 * Types as applications have them, with all that Jackson is told about them.
 */
final class BoundTypes {

	/** Those that are both written and read without Jackson. */
	static final List<Class<?>> COMPILED = List.of(Model.class, Numbers.class, Boxes.class, Texts.class,
			Containers.class, Untyped.class, Renamed.class, Aliased.class, Ordered.class, Ignoring.class, NonNull.class,
			Formatted.class, Many.class, Refusing.class, Linked.class, Factory.class, Bean.class, Fields.class,
			Fluent.class, Child.class, Access.class, Generic.class, Enums.class, Abstract.class, Empty.class,
			Viewed.class, NotAll.class, CustomType.class);

	/** Those that are left to Jackson, either way or both. */
	static final List<Class<?>> LEFT = List.of(NonEmpty.class, NonDefault.class, Unwrapped.class, Shape.class,
			Square.class, Shapes.class, CustomField.class, Value.class, Delegating.class, Any.class, Identity.class,
			AsArray.class, Nulled.class, ContentNulled.class, Mixed.class, Sorted.class, Converted.class,
			Contents.class, NullText.class, FieldTyped.class, ManyOptional.class, Arrays.class);

	private BoundTypes() {
	}

	record Model(int a, boolean b, @Nullable List<Model> c, @Nullable Map<String, Model> d, @Nullable String e,
			@Nullable String f) {
	}

	record Numbers(int i, long l, short s, double d, float f, boolean b) {
	}

	record Boxes(@Nullable Integer i, @Nullable Long l, @Nullable Short s, @Nullable Double d, @Nullable Float f,
			@Nullable Boolean b) {
	}

	record Texts(@Nullable String s, @Nullable UUID uuid, @Nullable Instant instant, @Nullable LocalDate date,
			@Nullable Duration duration, @Nullable BigDecimal decimal, @Nullable BigInteger integer,
			@Nullable TimeUnit unit, byte @Nullable [] bytes) {
	}

	record Containers(@Nullable List<String> strings, @Nullable List<Integer> integers, @Nullable Set<String> set,
			@Nullable Collection<Long> longs, @Nullable Map<String, Double> doubles,
			@Nullable List<List<Integer>> lists, @Nullable Map<String, List<Numbers>> map, Numbers @Nullable [] array,
			Optional<String> optional, Optional<List<Numbers>> optionalList,
			@Nullable List<Optional<Integer>> optionals, @Nullable ArrayList<TimeUnit> units) {
	}

	record Arrays(String @Nullable [] strings, int a) {
	}

	record Untyped(@Nullable Object any, @Nullable List<Object> list, @Nullable Map<String, Object> map) {
	}

	public static class Renamed {

		@JsonProperty("first-name")
		public @Nullable String first;

		@JsonAlias({ "nr", "no" })
		@JsonProperty("number\u00e9")
		public int number;

		public @Nullable String text;

	}

	record Aliased(@JsonProperty("first-name") @Nullable String first, @JsonAlias("nr") int number,
			@JsonAlias("t") @Nullable String text) {
	}

	@JsonPropertyOrder({ "z", "m" })
	record Ordered(int a, int m, @Nullable String z) {
	}

	@JsonIgnoreProperties(value = { "hidden", "unknown" }, ignoreUnknown = true)
	static class Ignoring {

		public int shown;

		public int hidden;

		@JsonIgnore
		public @Nullable String secret;

	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	record NonNull(@Nullable String a, int b, @Nullable Boxes c, @Nullable List<String> d) {
	}

	record Formatted(@JsonFormat(pattern = "dd.MM.yyyy") @Nullable LocalDate date,
			@JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Integer number) {
	}

	record Many(int p0, String p1, long p2, @Nullable String p3, boolean p4, double p5, @Nullable String p6, int p7,
			int p8, @Nullable List<String> p9, int p10, @Nullable String p11, int p12, int p13, float p14, short p15,
			@Nullable Numbers p16, int p17, @Nullable String p18) {
	}

	record Refusing(int value, @Nullable String text) {

		Refusing {
			if (value < 0) {
				throw new IllegalArgumentException("secret");
			}
		}

	}

	record Linked(int value, @Nullable Linked next) {
	}

	public static final class Factory {

		private final String name;

		private final int size;

		private Factory(String name, int size) {
			this.name = name;
			this.size = size;
		}

		@JsonCreator
		static Factory of(@JsonProperty(value = "name", required = true) String name, @JsonProperty("size") int size) {
			return new Factory(name, size);
		}

		public String getName() {
			return this.name;
		}

		public int getSize() {
			return this.size;
		}

	}

	public static class Bean {

		private int number = 7;

		private @Nullable String text = "default";

		private @Nullable List<Bean> more;

		private boolean on;

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			if (number == 13) {
				throw new IllegalArgumentException("secret");
			}
			this.number = number;
		}

		public @Nullable String getText() {
			if ("broken".equals(this.text)) {
				throw new IllegalStateException("secret");
			}
			return this.text;
		}

		public void setText(@Nullable String text) {
			this.text = text;
		}

		public @Nullable List<Bean> getMore() {
			return this.more;
		}

		public void setMore(@Nullable List<Bean> more) {
			this.more = more;
		}

		public boolean isOn() {
			return this.on;
		}

		public void setOn(boolean on) {
			this.on = on;
		}

	}

	public static class Fields {

		public int number;

		public final @Nullable String text = null;

		@JsonProperty
		private @Nullable Long secret;

		public @Nullable Map<String, Numbers> map;

	}

	public static class Fluent {

		private float value;

		public float getValue() {
			return this.value;
		}

		public Fluent setValue(float value) {
			this.value = value;
			return this;
		}

	}

	public static class Child extends Bean {

		public @Nullable TimeUnit unit;

	}

	static class Access {

		@JsonProperty(access = JsonProperty.Access.READ_ONLY)
		public int shown = 5;

		@JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
		public int taken;

		public int both;

	}

	record Box<T>(@Nullable T value) {
	}

	record Generic(Box<String> text, Box<Numbers> numbers, @Nullable List<Box<Integer>> list) {
	}

	enum Named {

		@JsonProperty("uno")
		ONE,

		TWO {

			@Override
			int number() {
				return 2;
			}

		};

		int number() {
			return 1;
		}

		@Override
		public String toString() {
			return "named " + number();
		}

	}

	record Enums(@Nullable Named named, @Nullable TimeUnit unit, @Nullable List<Named> list) {
	}

	interface Animal {

	}

	record Cat(String name) implements Animal {
	}

	static class Dog implements Animal {

		public int age;

	}

	static final class Puppy extends Dog {

		public boolean small;

	}

	/** What it holds says at run time what it is. */
	record Abstract(@JsonDeserialize(as = Cat.class) @Nullable Animal animal, @Nullable Dog dog,
			@Nullable List<Dog> dogs) {
	}

	record Empty() {
	}

	interface View {

	}

	record Viewed(@JsonView(View.class) int a, int b) {
	}

	record NotAll(@JsonIgnoreProperties("a") @Nullable Ordered ordered) {
	}

	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	record NonEmpty(@Nullable String a, @Nullable List<String> b) {
	}

	@JsonInclude(JsonInclude.Include.NON_DEFAULT)
	static class NonDefault {

		public int a = 5;

		public @Nullable String b;

	}

	record Unwrapped(int a, @JsonUnwrapped Ordered inner) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Square.class), @JsonSubTypes.Type(Circle.class) })
	interface Shape {

	}

	record Square(int side) implements Shape {
	}

	record Circle(double radius) implements Shape {
	}

	record Shapes(@Nullable Shape shape, @Nullable List<Shape> list, @Nullable Map<String, Shape> map) {
	}

	record FieldTyped(@JsonTypeInfo(
			use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(Cat.class)) @Nullable Animal animal) {
	}

	static final class Shouting extends StdConverter<String, String> {

		@Override
		public String convert(String value) {
			return value + "!";
		}

	}

	static final class Lower extends FromStringDeserializer<String> {

		private static final long serialVersionUID = 1L;

		Lower() {
			super(String.class);
		}

		@Override
		protected String _deserialize(String value, com.fasterxml.jackson.databind.DeserializationContext context) {
			return "lower " + value;
		}

	}

	record CustomField(
			@JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(using = Lower.class) String text) {
	}

	@JsonSerialize(using = ToStringSerializer.class)
	record CustomType(int value) {
	}

	record Value(@JsonValue String text) {
	}

	static final class Delegating {

		@JsonIgnore
		private final List<String> parts;

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Delegating(List<String> parts) {
			this.parts = parts;
		}

		@JsonValue
		List<String> parts() {
			return this.parts;
		}

	}

	public static class Any {

		public int a;

		private final Map<String, Object> others = new LinkedHashMap<>();

		@JsonAnyGetter
		public Map<String, Object> others() {
			return this.others;
		}

		@JsonAnySetter
		public void set(String name, Object value) {
			this.others.put(name, value);
		}

	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
	static class Identity {

		public int a;

		public @Nullable Identity next;

	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	record AsArray(int a, @Nullable String b) {
	}

	static class Nulled {

		@JsonSetter(nulls = Nulls.SKIP)
		public @Nullable String a = "default";

		@JsonSetter(nulls = Nulls.AS_EMPTY)
		public @Nullable List<String> b;

	}

	static class ContentNulled {

		@JsonSetter(contentNulls = Nulls.SKIP)
		public @Nullable List<String> a;

	}

	/** Made with arguments, and set up later. */
	public static final class Mixed {

		private final int a;

		public int b;

		@JsonCreator
		Mixed(@JsonProperty("a") int a) {
			this.a = a;
		}

		public int getA() {
			return this.a;
		}

	}

	record Sorted(@JsonPropertyOrder(alphabetic = true) @Nullable Map<String, Integer> map) {
	}

	record Converted(@JsonSerialize(converter = Shouting.class) @JsonDeserialize(
			converter = Shouting.class) @Nullable String text) {
	}

	record Contents(@JsonSerialize(contentConverter = Shouting.class) @JsonDeserialize(
			contentConverter = Shouting.class) @Nullable List<String> texts) {
	}

	record NullText(
			@JsonSerialize(nullsUsing = ToStringSerializer.class) @JsonSetter(nulls = Nulls.AS_EMPTY) String text) {
	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	static class ManyOptional {

		public int a;

		public int b;

		public int c;

		public int d;

		public int e;

		public int f;

		public int g;

		public int h;

		public int i;

		public int j;

		public int k;

		public int l;

		public int m;

		public int n;

		public int o;

		@JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.NON_NULL)
		public @Nullable Map<String, String> map;

	}

}
