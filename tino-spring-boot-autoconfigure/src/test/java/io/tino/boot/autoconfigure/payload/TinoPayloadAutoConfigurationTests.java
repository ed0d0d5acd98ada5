package io.tino.boot.autoconfigure.payload;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.convert.ResultConverters;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

import static org.assertj.core.api.Assertions.assertThat;
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
		ResultConverters results = new ResultConverters(PayloadMappers.messagePack(), 1);
		this.contextRunner.withBean("results", ResultConverters.class, () -> results)
			.run((context) -> assertThat(context).getBean(ResultConverters.class).isSameAs(results));
	}

	private static String write(PayloadCodec codec) {
		ByteBuf out = Unpooled.buffer();
		codec.write(new Person("Tina"), out);
		return out.toString(StandardCharsets.UTF_8);
	}

}
