package io.tino.boot.autoconfigure.payload;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.convert.ResultConverter;
import io.tino.convert.ResultConverters;
import io.tino.payload.MalformedPayloadException;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadLimits;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TinoPayloadAutoConfiguration}.
 */
class TinoPayloadAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class));

	record Person(String firstName) {
	}

	@Test
	void customizersHoldForBothFormats() {
		this.contextRunner
			.withBean(TinoObjectMapperCustomizer.class,
					() -> (mapper) -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
			.run((context) -> {
				PayloadCodecs codecs = context.getBean(PayloadCodecs.class);
				assertThat(write(codecs.json())).isEqualTo("{\"first_name\":\"Tina\"}");
				assertThat(write(codecs.messagePack())).isEqualTo("\ufffd\ufffdfirst_name\ufffdTina");
			});
	}

	@Test
	void noMapperIsMadeBeforeThereIsWorkForIt() {
		this.contextRunner.run((context) -> {
			PayloadReader<?> reader = context.getBean(PayloadCodecs.class).json().reader(Person.class);
			assertThat(isMade(context)).isFalse();
			ByteBuf bytes = Unpooled.copiedBuffer("{\"firstName\":\"Tina\"}", StandardCharsets.UTF_8);
			assertThat(reader.read(bytes)).isEqualTo(new Person("Tina"));
			assertThat(isMade(context)).isTrue();
		});
	}

	@Test
	void theMapperIsMadeOnceTheApplicationIsReady() {
		SpringApplication application = new SpringApplication(TinoPayloadAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		AtomicBoolean madeBefore = new AtomicBoolean();
		application.addListeners((ApplicationListener<ApplicationStartedEvent>) (event) -> madeBefore
			.set(isMade(event.getApplicationContext())));
		try (ConfigurableApplicationContext context = application.run()) {
			Awaitility.await().until(() -> isMade(context));
			assertThat(madeBefore).isFalse();
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aWarmUpOfAnApplicationThatHasBeenClosedSaysNothing(CapturedOutput output) {
		new PayloadWarmUp(PayloadCodecs.deferred(() -> {
			throw new BeanCreationNotAllowedException("tinoObjectMapper", "Closed");
		}, PayloadLimits.DEFAULT)).run();
		assertThat(output).isEmpty();
	}

	@Test
	void springDoesNotLookForAnnotationsInTheMapper() {
		this.contextRunner.run((context) -> {
			assertThat(AutoProxyUtils.determineTargetClass(context.getBeanFactory(), "tinoObjectMapper"))
				.isEqualTo(Object.class);
			assertThat(context.getType("tinoObjectMapper")).isEqualTo(ObjectMapper.class);
		});
	}

	@Test
	void aMapperThatIsCustomizedOrOfTheUserIsAskedAboutEachType() {
		TinoObjectMapperCustomizer customizer = (mapper) -> mapper
			.registerModule(new SimpleModule().setDeserializerModifier(new RefusesPersons()));
		this.contextRunner.withBean(TinoObjectMapperCustomizer.class, () -> customizer)
			.run(TinoPayloadAutoConfigurationTests::assertRefusesPersons);
		ObjectMapper mapper = PayloadMappers.messagePack();
		customizer.customize(mapper);
		this.contextRunner.withBean("tinoObjectMapper", ObjectMapper.class, () -> mapper)
			.run(TinoPayloadAutoConfigurationTests::assertRefusesPersons);
	}

	private static void assertRefusesPersons(ApplicationContext context) {
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> context.getBean(PayloadCodecs.class).messagePack().reader(Person.class));
	}

	private static boolean isMade(ConfigurableApplicationContext context) {
		return context.getBeanFactory().containsSingleton("tinoObjectMapper");
	}

	private static final class RefusesPersons extends BeanDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public List<BeanPropertyDefinition> updateProperties(DeserializationConfig config, BeanDescription bean,
				List<BeanPropertyDefinition> properties) {
			if (bean.getBeanClass() == Person.class) {
				throw new IllegalArgumentException("No persons");
			}
			return properties;
		}

	}

	record NeedsMapper(ObjectProvider<ObjectMapper> mapper) {
	}

	@Test
	void theMapperIsNoCandidateForOthers() {
		ApplicationContextRunner runner = this.contextRunner.withBean(NeedsMapper.class);
		runner.run((context) -> {
			assertThat(context).hasBean("tinoObjectMapper");
			assertThat(context.getBean(NeedsMapper.class).mapper().getIfAvailable()).isNull();
		});
		runner.withBean("other", ObjectMapper.class, ObjectMapper::new)
			.run((context) -> assertThat(context.getBean(NeedsMapper.class).mapper().getObject())
				.isSameAs(context.getBean("other")));
	}

	@Test
	void whenUserDefinesTheMapperTheAutoConfiguredOneBacksOff() {
		ObjectMapper mapper = PayloadMappers.messagePack()
			.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
		this.contextRunner.withBean("tinoObjectMapper", ObjectMapper.class, () -> mapper)
			.run((context) -> assertThat(write(context.getBean(PayloadCodecs.class).json()))
				.isEqualTo("{\"first-name\":\"Tina\"}"));
	}

	@Test
	void whenUserDefinesTheCodecsTheAutoConfiguredOnesBackOff() {
		PayloadCodecs codecs = new PayloadCodecs(mock(PayloadCodec.class), mock(PayloadCodec.class));
		this.contextRunner.withBean("codecs", PayloadCodecs.class, () -> codecs)
			.run((context) -> assertThat(context).getBean(PayloadCodecs.class).isSameAs(codecs));
	}

	@Test
	void whenUserDefinesHowResultsAreConvertedTheAutoConfiguredWayBacksOff() {
		ResultConverters results = new ResultConverters(PayloadMappers.messagePack(), PayloadLimits.DEFAULT);
		this.contextRunner.withBean("results", ResultConverters.class, () -> results)
			.run((context) -> assertThat(context).getBean(ResultConverters.class).isSameAs(results));
	}

	@Test
	void limitsNestingAsPropertiesSay() {
		this.contextRunner.run((context) -> assertNestingIsLimitedTo(128, context));
		this.contextRunner.withPropertyValues("tino.payload.max-nesting-depth=3")
			.run((context) -> assertNestingIsLimitedTo(3, context));
		this.contextRunner.withPropertyValues("tino.payload.max-nesting-depth=512")
			.run((context) -> assertNestingIsLimitedTo(512, context));
	}

	private static void assertNestingIsLimitedTo(int depth, ApplicationContext context) {
		for (Type type : List.of(Object.class, JsonNode.class)) {
			PayloadReader<?> json = context.getBean(PayloadCodecs.class).json().reader(type);
			assertThat(json.read(Unpooled.copiedBuffer(json(depth), StandardCharsets.UTF_8))).isNotNull();
			assertThatExceptionOfType(MalformedPayloadException.class)
				.isThrownBy(() -> json.read(Unpooled.copiedBuffer(json(depth + 1), StandardCharsets.UTF_8)));
			PayloadReader<?> messagePack = context.getBean(PayloadCodecs.class).messagePack().reader(type);
			assertThat(messagePack.read(messagePack(depth))).isNotNull();
			assertThatExceptionOfType(MalformedPayloadException.class)
				.isThrownBy(() -> messagePack.read(messagePack(depth + 1)))
				.withMessage("nesting exceeds limit " + depth);
		}
		ResultConverter results = context.getBean(ResultConverters.class).converter(Object.class);
		RespWriter writer = new RespWriter(Unpooled.buffer(), RespVersion.RESP3);
		results.convert(nested(depth)).write(writer);
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> results.convert(nested(depth + 1)).write(writer));
	}

	private static String json(int depth) {
		return "[".repeat(depth) + "]".repeat(depth);
	}

	private static ByteBuf messagePack(int depth) {
		return Unpooled.buffer()
			.writeBytes("\u0091".repeat(depth - 1).getBytes(StandardCharsets.ISO_8859_1))
			.writeByte(0x90);
	}

	private static List<Object> nested(int depth) {
		return (depth == 1) ? List.of() : List.of(nested(depth - 1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 513 })
	void namesThePropertyWhoseValueIsRefused(int depth) {
		this.contextRunner.withPropertyValues("tino.payload.max-nesting-depth=" + depth)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tino.payload.max-nesting-depth")
				.hasMessageContaining("Nesting depth " + depth + " is not between 1 and 512"));
	}

	private static String write(PayloadCodec codec) {
		ByteBuf out = Unpooled.buffer();
		codec.write(new Person("Tina"), out);
		return out.toString(StandardCharsets.UTF_8);
	}

}
