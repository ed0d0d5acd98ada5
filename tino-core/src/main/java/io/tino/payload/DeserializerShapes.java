package io.tino.payload;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.deser.BeanDeserializer;
import com.fasterxml.jackson.databind.deser.CreatorProperty;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.FieldProperty;
import com.fasterxml.jackson.databind.deser.impl.MethodProperty;
import com.fasterxml.jackson.databind.deser.impl.PropertyBasedCreator;
import com.fasterxml.jackson.databind.deser.std.MapDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of the deserializers that Jackson has built do nothing but what is
 * understood here. They keep what they do to themselves and those that extend them.
 */
final class DeserializerShapes {

	private DeserializerShapes() {
	}

	static boolean isPlain(SettableBeanProperty property, AnnotationIntrospector introspector) {
		Class<?> kind = property.getClass();
		boolean known = kind == CreatorProperty.class || kind == MethodProperty.class || kind == FieldProperty.class;
		return known && property.getValueTypeDeserializer() == null && property.getInjectionDefinition() == null
				&& property.getManagedReferenceName() == null && property.getObjectIdInfo() == null
				&& property.getNullValueProvider() == property.getValueDeserializer() && !property.isIgnorable()
				&& property.getMetadata().getContentNulls() == null && property.getMetadata().getValueNulls() == null
				&& isPlain(property.getMember(), introspector);
	}

	/** Tell whether no annotation says how to read the values, or what they contain. */
	private static boolean isPlain(AnnotatedMember member, AnnotationIntrospector introspector) {
		return introspector.findContentDeserializer(member) == null && introspector.findKeyDeserializer(member) == null
				&& introspector.findDeserializationConverter(member) == null
				&& introspector.findDeserializationContentConverter(member) == null;
	}

	/** Tell whether a map is filled with all that comes, by strings. */
	static boolean isPlain(MapDeserializer deserializer) {
		return deserializer.getClass() == MapDeserializer.class
				&& deserializer.getValueType().getRawClass() == LinkedHashMap.class
				&& isOfJackson(deserializer.getValueInstantiator()) && new Entries(deserializer).isPlain();
	}

	/** Tell whether values of no particular type are what they are written as. */
	static boolean isPlain(UntypedObjectDeserializer deserializer) {
		return deserializer.getClass() == UntypedObjectDeserializer.class && new Any(deserializer).isPlain();
	}

	static boolean isOfJackson(@Nullable ValueInstantiator instantiator) {
		return instantiator != null
				&& instantiator.getClass().getPackageName().startsWith(ValueInstantiator.class.getPackageName());
	}

	/**
	 * Shows what a deserializer of beans does with them.
	 */
	static final class Bean extends BeanDeserializer {

		private static final long serialVersionUID = 1L;

		Bean(BeanDeserializer deserializer) {
			super(deserializer);
		}

		boolean isPlain() {
			return this._injectables == null && this._anySetter == null && this._unwrappedPropertyHandler == null
					&& this._externalTypeIdHandler == null && this._objectIdReader == null
					&& this._delegateDeserializer == null && !this._beanProperties.isCaseInsensitive()
					&& (this._backRefs == null || this._backRefs.isEmpty())
					&& this._valueInstantiator.getClass() == StdValueInstantiator.class
					&& (this._propertyBasedCreator != null || !this._nonStandardCreation);
		}

		boolean isCreatedWithArguments() {
			return this._propertyBasedCreator != null;
		}

		boolean ignoresAllUnknown() {
			return this._ignoreAllUnknown;
		}

		/**
		 * Return the properties by name, or {@code null} if some are set after others
		 * were arguments.
		 */
		@Nullable Map<String, SettableBeanProperty> bindings() {
			Map<String, SettableBeanProperty> bindings = new LinkedHashMap<>();
			PropertyBasedCreator creator = this._propertyBasedCreator;
			if (creator != null) {
				creator.properties().forEach((property) -> bindings.put(property.getName(), property));
			}
			for (SettableBeanProperty property : this._beanProperties) {
				if (creator == null) {
					bindings.put(property.getName(), property);
				}
				else if (creator.findCreatorProperty(property.getName()) == null) {
					return null;
				}
			}
			return bindings;
		}

		/** Return the property that a name stands for, which may be its other name. */
		@Nullable SettableBeanProperty find(String name) {
			return (this._propertyBasedCreator != null) ? this._propertyBasedCreator.findCreatorProperty(name)
					: this._beanProperties.find(name);
		}

	}

	private static final class Any extends UntypedObjectDeserializer {

		private static final long serialVersionUID = 1L;

		Any(UntypedObjectDeserializer deserializer) {
			super(deserializer, true);
		}

		boolean isPlain() {
			return this._mapDeserializer == null && this._listDeserializer == null && this._numberDeserializer == null
					&& StrictDeserializers.isString(this._stringDeserializer);
		}

	}

	private static final class Entries extends MapDeserializer {

		private static final long serialVersionUID = 1L;

		Entries(MapDeserializer deserializer) {
			super(deserializer);
		}

		boolean isPlain() {
			return this._standardStringKey && this._valueTypeDeserializer == null && this._hasDefaultCreator
					&& this._delegateDeserializer == null && this._propertyBasedCreator == null
					&& this._inclusionChecker == null && !this._skipNullValues;
		}

	}

}
