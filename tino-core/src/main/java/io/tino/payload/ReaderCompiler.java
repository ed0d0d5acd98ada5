package io.tino.payload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializer;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.std.CollectionDeserializer;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.EnumDeserializer;
import com.fasterxml.jackson.databind.deser.std.MapDeserializer;
import com.fasterxml.jackson.databind.deser.std.ObjectArrayDeserializer;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringCollectionDeserializer;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.jspecify.annotations.Nullable;

import io.tino.payload.ContainerReaders.ArrayReader;
import io.tino.payload.ContainerReaders.LateReader;
import io.tino.payload.ContainerReaders.ListReader;
import io.tino.payload.ContainerReaders.MapReader;
import io.tino.payload.ContainerReaders.OptionalReader;
import io.tino.payload.ContainerReaders.SetReader;

/**
 * Makes readers of the deserializers that Jackson has built, as long as all that these do
 * is understood.
 */
final class ReaderCompiler {

	/** How deep types are looked into, some of which have no end. */
	private static final int MAX_DEPTH = 64;

	private final ObjectMapper mapper;

	/** The readers of beans that are complete. */
	private final Map<JsonDeserializer<?>, ValueReader> beans = new ConcurrentHashMap<>();

	ReaderCompiler(ObjectMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Compile a reader of values that no property has.
	 * @param type their type
	 * @return the reader, or {@code null} if they are left to Jackson
	 */
	@Nullable ValueReader compile(JavaType type) {
		try {
			Session session = new Session();
			ValueReader reader = session.of(session.context.findRootValueDeserializer(type), type, null);
			if (reader != null) {
				this.beans.putAll(session.found);
			}
			return reader;
		}
		catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null; // Jackson says so too, once it has a value
		}
	}

	/**
	 * Compiles a reader and what it needs.
	 */
	private final class Session {

		private final DeserializationContext context = ((DefaultDeserializationContext) ReaderCompiler.this.mapper
			.getDeserializationContext()).createDummyInstance(ReaderCompiler.this.mapper.getDeserializationConfig());

		private final Map<JsonDeserializer<?>, ValueReader> found = new HashMap<>();

		/** Of the beans that are being compiled, those that contain themselves. */
		private final Map<JsonDeserializer<?>, @Nullable LateReader> open = new HashMap<>();

		private int depth;

		@Nullable ValueReader of(JsonDeserializer<?> deserializer, JavaType type, @Nullable BeanProperty property)
				throws IOException, ReflectiveOperationException {
			if (this.depth == MAX_DEPTH) {
				return null;
			}
			this.depth++;
			try {
				ValueReader reader = optional(deserializer, type, property);
				if (reader == null) {
					reader = find(deserializer, property);
					boolean nullable = type.isPrimitive() || deserializer.getNullValue(this.context) == null;
					return nullable ? reader : null;
				}
				return reader;
			}
			finally {
				this.depth--;
			}
		}

		private @Nullable ValueReader optional(JsonDeserializer<?> deserializer, JavaType type,
				@Nullable BeanProperty property) throws IOException, ReflectiveOperationException {
			boolean known = deserializer instanceof ReferenceTypeDeserializer
					&& deserializer.getClass().getPackageName().equals(Jdk8Module.class.getPackageName());
			JavaType contentType = type.getContentType();
			if (!known || contentType == null || isTyped(contentType)) {
				return null;
			}
			ValueReader content = of(this.context.findContextualValueDeserializer(contentType, property), contentType,
					property);
			return (content != null && !(content instanceof OptionalReader)) ? new OptionalReader(content) : null;
		}

		private @Nullable ValueReader find(JsonDeserializer<?> deserializer, @Nullable BeanProperty property)
				throws IOException, ReflectiveOperationException {
			Class<?> kind = deserializer.getClass();
			if (kind == BeanDeserializer.class) {
				return bean((BeanDeserializer) deserializer);
			}
			if (kind == EnumDeserializer.class) {
				return EnumReader.of(deserializer, ReaderCompiler.this.mapper);
			}
			if (deserializer instanceof UntypedObjectDeserializer untyped) {
				return DeserializerShapes.isPlain(untyped) ? UntypedReader.INSTANCE : null;
			}
			if (deserializer instanceof ContainerDeserializerBase<?> container) {
				return container(container, property);
			}
			ValueReader scalar = ScalarReaders.find(deserializer);
			return (scalar != null) ? scalar : StrictDeserializers.reader(deserializer, ReaderCompiler.this.mapper);
		}

		private @Nullable ValueReader container(ContainerDeserializerBase<?> deserializer,
				@Nullable BeanProperty property) throws IOException, ReflectiveOperationException {
			JavaType contentType = deserializer.getContentType();
			if (contentType == null || isTyped(contentType)) {
				return null;
			}
			JsonDeserializer<?> content = deserializer.getContentDeserializer();
			Class<?> kind = deserializer.getClass();
			boolean strings = content == null && kind == StringCollectionDeserializer.class;
			ValueReader reader = (content != null) ? of(content, contentType, property) : null;
			reader = strings ? ScalarReaders.STRING : reader;
			return (reader != null) ? container(deserializer, contentType.getRawClass(), reader) : null;
		}

		private @Nullable ValueReader container(ContainerDeserializerBase<?> deserializer, Class<?> contentType,
				ValueReader content) {
			Class<?> kind = deserializer.getClass();
			if (deserializer instanceof MapDeserializer map) {
				return DeserializerShapes.isPlain(map) ? new MapReader(content) : null;
			}
			if (kind == ObjectArrayDeserializer.class) {
				return new ArrayReader(contentType, content);
			}
			boolean collection = kind == CollectionDeserializer.class || kind == StringCollectionDeserializer.class;
			if (!collection || !DeserializerShapes.isOfJackson(deserializer.getValueInstantiator())) {
				return null;
			}
			Class<?> type = deserializer.getValueType().getRawClass();
			return (type == ArrayList.class) ? new ListReader(content)
					: ((type == HashSet.class) ? new SetReader(content) : null);
		}

		private boolean isTyped(JavaType type) throws IOException {
			return type.getTypeHandler() != null || this.context.getConfig().findTypeDeserializer(type) != null;
		}

		private @Nullable ValueReader bean(BeanDeserializer deserializer)
				throws IOException, ReflectiveOperationException {
			ValueReader known = ReaderCompiler.this.beans.getOrDefault(deserializer, this.found.get(deserializer));
			if (known != null) {
				return known;
			}
			if (this.open.containsKey(deserializer)) {
				return this.open.compute(deserializer, (key, late) -> (late != null) ? late : new LateReader());
			}
			this.open.put(deserializer, null);
			DeserializerShapes.Bean shape = new DeserializerShapes.Bean(deserializer);
			ValueReader reader = shape.isPlain() ? properties(shape) : null;
			LateReader late = this.open.remove(deserializer);
			if (reader != null) {
				if (late != null) {
					late.complete(reader);
				}
				this.found.put(deserializer, reader);
			}
			return reader;
		}

		private @Nullable ValueReader properties(DeserializerShapes.Bean shape)
				throws IOException, ReflectiveOperationException {
			Map<String, SettableBeanProperty> bindings = shape.bindings();
			if (bindings == null || bindings.size() > BeanReader.MAX_PROPERTIES) {
				return null;
			}
			BeanCompiler bean = new BeanCompiler(shape);
			for (String name : PropertyOrder.of(shape.getValueType(), bindings.keySet(), ReaderCompiler.this.mapper)) {
				SettableBeanProperty property = bindings.get(name);
				if (!DeserializerShapes.isPlain(property, this.context.getAnnotationIntrospector())) {
					return null;
				}
				JsonDeserializer<?> deserializer = property.getValueDeserializer();
				ValueReader reader = of(deserializer, property.getType(), property);
				if (reader == null) {
					return null;
				}
				boolean optional = !property.isRequired() && !property.getType().isPrimitive()
						&& deserializer.getAbsentValue(this.context) == null;
				List<String> names = new ArrayList<>(List.of(name));
				for (PropertyName alias : property.findAliases(this.context.getConfig())) {
					names.add(alias.getSimpleName());
				}
				bean.add(names, property, reader, optional);
			}
			return bean.reader(this.context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
		}

	}

}
