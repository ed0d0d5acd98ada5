package io.tino.boot.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is written down of the auto-configurations when they are compiled, so
 * that Spring Boot need not read their classes to put them in order or to leave them out.
 */
class AutoConfigurationMetadataTests {

	@Test
	void theOrderAndTheClassesOfEachAutoConfigurationAreWrittenDown() throws IOException {
		Properties metadata = PropertiesLoaderUtils
			.loadProperties(new ClassPathResource("META-INF/spring-autoconfigure-metadata.properties"));
		List<String> names = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.tino."))
			.toList();
		assertThat(names).isNotEmpty().allSatisfy((name) -> assertThat(metadata).containsKey(name));
		assertThat(metadata
			.getProperty("io.tino.boot.autoconfigure.actuate.TinoMetricsAutoConfiguration" + ".ConditionalOnClass"))
			.isEqualTo("io.micrometer.core.instrument.MeterRegistry");
	}

}
