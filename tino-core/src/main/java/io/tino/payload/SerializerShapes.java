package io.tino.payload;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.ser.std.StdKeySerializers;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of the serializers that Jackson has built do nothing but what is understood
 * here. They keep what they do to themselves and those that extend them.
 */
final class SerializerShapes {

	private SerializerShapes() {
	}

	static boolean isPlain(BeanSerializer serializer) {
		return !Throwable.class.isAssignableFrom(serializer.handledType()) && new Bean(serializer).isPlain();
	}

	static boolean isPlain(BeanPropertyWriter property, @Nullable AnnotationIntrospector introspector) {
		return property.getClass() == BeanPropertyWriter.class && property.getTypeSerializer() == null
				&& property.getSerializationType() == null && new Property(property).isPlain() && introspector != null
				&& isPlain(property.getMember(), introspector);
	}

	/** Tell whether no annotation says how to write the values, or what they contain. */
	private static boolean isPlain(AnnotatedMember member, AnnotationIntrospector introspector) {
		return introspector.findContentSerializer(member) == null && introspector.findKeySerializer(member) == null
				&& introspector.findSerializationConverter(member) == null
				&& introspector.findSerializationContentConverter(member) == null
				&& introspector.findFilterId(member) == null && introspector.findSerializationTyping(member) == null;
	}

	/** Tell whether a map is written as it is, with strings as keys. */
	static boolean isPlain(MapSerializer serializer) {
		JsonSerializer<?> key = serializer.getKeySerializer();
		return serializer.getClass() == MapSerializer.class && key != null
				&& key.getClass() == StdKeySerializers.StringKeySerializer.class
				&& new MapContents(serializer).isPlain() && new MapEntries(serializer).isPlain();
	}

	private static final class Bean extends BeanSerializer {

		private static final long serialVersionUID = 1L;

		Bean(BeanSerializerBase serializer) {
			super(serializer);
		}

		boolean isPlain() {
			return this._objectIdWriter == null && this._propertyFilterId == null;
		}

	}

	private static final class Property extends BeanPropertyWriter {

		private static final long serialVersionUID = 1L;

		Property(BeanPropertyWriter property) {
			super(property);
		}

		boolean isPlain() {
			boolean nulls = this._suppressNulls || this._nullSerializer == NullSerializer.instance;
			return this._suppressableValue == null && nulls;
		}

	}

	/** Shows what is done with the contents of a map. */
	private static final class MapContents extends MapSerializer {

		private static final long serialVersionUID = 1L;

		MapContents(MapSerializer serializer) {
			super(serializer, null, null, null, null, null);
		}

		boolean isPlain() {
			return this._filterId == null && !this._sortKeys && this._suppressableValue == null && !this._suppressNulls
					&& this._valueTypeSerializer == null;
		}

	}

	/** Shows which entries of a map are written. */
	private static final class MapEntries extends MapSerializer {

		private static final long serialVersionUID = 1L;

		MapEntries(MapSerializer serializer) {
			super(serializer, (Object) null, false);
		}

		boolean isPlain() {
			return this._inclusionChecker == null;
		}

	}

}
