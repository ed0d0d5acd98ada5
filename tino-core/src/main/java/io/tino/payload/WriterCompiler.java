package io.tino.payload;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.ContainerSerializer;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.IndexedListSerializer;
import com.fasterxml.jackson.databind.ser.impl.IndexedStringListSerializer;
import com.fasterxml.jackson.databind.ser.impl.StringArraySerializer;
import com.fasterxml.jackson.databind.ser.impl.StringCollectionSerializer;
import com.fasterxml.jackson.databind.ser.std.CollectionSerializer;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.ObjectArraySerializer;
import com.fasterxml.jackson.datatype.jdk8.OptionalSerializer;
import org.jspecify.annotations.Nullable;

import io.tino.payload.ContainerWriters.ArrayWriter;
import io.tino.payload.ContainerWriters.CollectionWriter;
import io.tino.payload.ContainerWriters.ExpectedWriter;
import io.tino.payload.ContainerWriters.LateWriter;
import io.tino.payload.ContainerWriters.MapWriter;
import io.tino.payload.ContainerWriters.OptionalWriter;

/**
 * Makes writers of the serializers that Jackson has built, as long as all that these do
 * is understood.
 */
final class WriterCompiler {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	/** How deep types are looked into, some of which have no end. */
	private static final int MAX_DEPTH = 64;

	private static final int MAX_OPTIONAL_PROPERTIES = 15;

	private final ObjectMapper mapper;

	/** The writers of beans that are complete. */
	private final Map<JsonSerializer<?>, ValueWriter> beans = new ConcurrentHashMap<>();

	WriterCompiler(ObjectMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Compile a writer of values that no property has.
	 * @param type their type
	 * @return the writer, or {@code null} if they are left to Jackson
	 */
	@Nullable ValueWriter compile(JavaType type) {
		return new Session()
			.run((session) -> session.of(session.provider.findTypedValueSerializer(type, true, null), type, null));
	}

	@Nullable ValueWriter compile(Class<?> type) {
		return compile(this.mapper.constructType(type));
	}

	/**
	 * Compiles a writer and what it needs.
	 */
	private final class Session {

		private final SerializerProvider provider = WriterCompiler.this.mapper.getSerializerProviderInstance();

		private final Map<JsonSerializer<?>, ValueWriter> found = new HashMap<>();

		/** Of the beans that are being compiled, those that contain themselves. */
		private final Map<JsonSerializer<?>, @Nullable LateWriter> open = new HashMap<>();

		private int depth;

		@Nullable ValueWriter run(Step step) {
			try {
				ValueWriter writer = step.run(this);
				if (writer != null) {
					WriterCompiler.this.beans.putAll(this.found);
				}
				return writer;
			}
			catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError ex) {
				return null; // Jackson says so too, once it has a value
			}
		}

		@Nullable ValueWriter of(JsonSerializer<?> serializer, JavaType type, @Nullable BeanProperty property)
				throws IOException, ReflectiveOperationException {
			if (this.depth == MAX_DEPTH) {
				return null;
			}
			this.depth++;
			try {
				return find(serializer, type, property);
			}
			finally {
				this.depth--;
			}
		}

		private @Nullable ValueWriter find(JsonSerializer<?> serializer, JavaType type, @Nullable BeanProperty property)
				throws IOException, ReflectiveOperationException {
			Class<?> kind = serializer.getClass();
			ValueWriter scalar = ScalarWriters.find(serializer);
			if (scalar != null) {
				return scalar;
			}
			if (kind == BeanSerializer.class) {
				return bean((BeanSerializer) serializer);
			}
			if (kind == EnumSerializer.class) {
				return EnumWriter.of((EnumSerializer) serializer, WriterCompiler.this.mapper);
			}
			if (kind == IndexedStringListSerializer.class || kind == StringCollectionSerializer.class) {
				return new CollectionWriter(ScalarWriters.STRING);
			}
			if (kind == StringArraySerializer.class) {
				boolean plain = ((StringArraySerializer) serializer).getContentSerializer() == null;
				return plain ? new ArrayWriter(ScalarWriters.STRING) : null;
			}
			if (serializer instanceof ContainerSerializer<?> container) {
				return container(container, property);
			}
			if (kind == OptionalSerializer.class) {
				ValueWriter content = content(type.getContentType(), null, property);
				return (content != null) ? new OptionalWriter(content) : null;
			}
			return JacksonScalarWriter.find(serializer, WriterCompiler.this.mapper);
		}

		private @Nullable ValueWriter container(ContainerSerializer<?> serializer, @Nullable BeanProperty property)
				throws IOException, ReflectiveOperationException {
			Class<?> kind = serializer.getClass();
			boolean collection = kind == IndexedListSerializer.class || kind == CollectionSerializer.class;
			boolean map = serializer instanceof MapSerializer plain && SerializerShapes.isPlain(plain);
			if (!collection && !map && kind != ObjectArraySerializer.class) {
				return null;
			}
			ValueWriter content = content(serializer.getContentType(), serializer.getContentSerializer(), property);
			if (content == null) {
				return null;
			}
			return map ? new MapWriter(content)
					: (collection ? new CollectionWriter(content) : new ArrayWriter(content));
		}

		private @Nullable ValueWriter content(@Nullable JavaType type, @Nullable JsonSerializer<?> serializer,
				@Nullable BeanProperty property) throws IOException, ReflectiveOperationException {
			if (type == null || this.provider.findTypeSerializer(type) != null) {
				return null;
			}
			if (serializer == null && type.isFinal()) {
				return of(this.provider.findContentValueSerializer(type, property), type, property);
			}
			return (serializer != null) ? of(serializer, type, property) : dynamic(type, property, true);
		}

		private @Nullable ValueWriter property(BeanPropertyWriter property)
				throws IOException, ReflectiveOperationException {
			JsonSerializer<?> serializer = property.getSerializer();
			JavaType type = property.getType();
			return (serializer != null) ? of(serializer, type, property) : dynamic(type, property, false);
		}

		/** Find what writes values of a type that others extend. */
		private @Nullable ValueWriter dynamic(JavaType type, @Nullable BeanProperty property, boolean content)
				throws IOException, ReflectiveOperationException {
			Class<?> expected = expected(type);
			ValueWriter writer = (expected != null) ? actual(type, expected, property, content) : null;
			if (expected != null && writer == null) {
				return null;
			}
			RuntimeWriter runtime = new RuntimeWriter((actual) -> {
				ValueWriter found = new Session().run((session) -> session.actual(type, actual, property, content));
				return (found != null && found.equals(writer)) ? writer : found;
			});
			return (writer != null) ? new ExpectedWriter(writer, runtime) : runtime;
		}

		/** Find what writes values of an actual class, where their type is declared. */
		private @Nullable ValueWriter actual(JavaType declared, Class<?> actual, @Nullable BeanProperty property,
				boolean content) throws IOException, ReflectiveOperationException {
			boolean generic = declared.isContainerType() || declared.hasGenericTypes();
			JavaType type = generic ? this.provider.constructSpecializedType(declared, actual)
					: this.provider.constructType(actual);
			JsonSerializer<?> serializer = content ? this.provider.findContentValueSerializer(type, property)
					: this.provider.findPrimaryPropertySerializer(type, property);
			return of(serializer, type, property);
		}

		private @Nullable ValueWriter bean(BeanSerializer serializer) throws IOException, ReflectiveOperationException {
			ValueWriter known = WriterCompiler.this.beans.getOrDefault(serializer, this.found.get(serializer));
			if (known != null) {
				return known;
			}
			if (this.open.containsKey(serializer)) {
				return this.open.compute(serializer, (key, late) -> (late != null) ? late : new LateWriter());
			}
			this.open.put(serializer, null);
			ValueWriter writer = SerializerShapes.isPlain(serializer) ? properties(serializer) : null;
			LateWriter late = this.open.remove(serializer);
			if (writer != null) {
				if (late != null) {
					late.complete(writer);
				}
				this.found.put(serializer, (late != null) ? late : writer);
			}
			return writer;
		}

		private @Nullable ValueWriter properties(BeanSerializer serializer)
				throws IOException, ReflectiveOperationException {
			List<io.tino.payload.PropertyWriter> writers = new ArrayList<>();
			boolean optional = false;
			for (Iterator<PropertyWriter> i = serializer.properties(); i.hasNext();) {
				if (!(i.next() instanceof BeanPropertyWriter property)
						|| !SerializerShapes.isPlain(property, this.provider.getAnnotationIntrospector())) {
					return null;
				}
				ValueWriter writer = property(property);
				if (writer == null) {
					return null;
				}
				byte[] name = encoded(property.getName());
				MethodHandle getter = getter(property.getMember().getMember());
				optional |= property.willSuppressNulls();
				writers.add(property.willSuppressNulls() ? io.tino.payload.PropertyWriter.nonNull(name, getter, writer)
						: io.tino.payload.PropertyWriter.of(name, getter, writer));
			}
			return (optional && writers.size() > MAX_OPTIONAL_PROPERTIES) ? null
					: BeanWriter.of(serializer.handledType(), writers);
		}

	}

	/** Return the class that most values of a type are of, if there is one. */
	private static @Nullable Class<?> expected(JavaType type) {
		Class<?> raw = type.getRawClass();
		if (raw == List.class || raw == Collection.class) {
			return ArrayList.class;
		}
		if (raw == Set.class) {
			return HashSet.class;
		}
		if (raw == Map.class) {
			return LinkedHashMap.class;
		}
		return (raw == Object.class || Modifier.isAbstract(raw.getModifiers())) ? null : raw;
	}

	/** Return a getter that Jackson has made accessible. */
	private static MethodHandle getter(Member member) throws IllegalAccessException {
		MethodHandle getter = (member instanceof Method method) ? LOOKUP.unreflect(method)
				: LOOKUP.unreflectGetter((Field) member);
		return getter.asType(getter.type().changeParameterType(0, Object.class));
	}

	private static byte[] encoded(String name) {
		ArrayOutput out = new ArrayOutput();
		out.writeString(name);
		return out.toArray();
	}

	/**
	 * A step of compiling.
	 */
	@FunctionalInterface
	private interface Step {

		@Nullable ValueWriter run(Session session) throws IOException, ReflectiveOperationException;

	}

}
