package io.tino.sample;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import io.tino.sample.calculator.NumberInput;
import io.tino.spring.client.ImportTinoClients;
import io.tino.spring.endpoint.TinoCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mockingDetails;

/**
 * Tests a bean whose remote calls are mocked, one of them to a server that is not
 * configured.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "tino.server.port=0", "spring.datasource.url=jdbc:h2:mem:mocked" })
@DirtiesContext
class MockedClientTests {

	@MockitoBean
	private Calculator calculator;

	@MockitoBean
	private Weather weather;

	@Autowired
	private Report report;

	interface Calculator {

		@TinoCommand
		int add(int a, NumberInput b);

	}

	interface Weather {

		@TinoCommand
		int temperature(String city);

	}

	record Report(Calculator calculator, Weather weather) {

		int total() {
			return this.calculator.add(1, new NumberInput(2)) + this.weather.temperature("Kyiv");
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	@ImportTinoClients(Calculator.class)
	@ImportTinoClients(types = Weather.class, group = "weather")
	static class Clients {

		@Bean
		Report report(Calculator calculator, Weather weather) {
			return new Report(calculator, weather);
		}

	}

	@Test
	void mocksTakeThePlaceOfClients() {
		given(this.calculator.add(1, new NumberInput(2))).willReturn(40);
		given(this.weather.temperature("Kyiv")).willReturn(2);
		assertThat(this.report.total()).isEqualTo(42);
		assertThat(mockingDetails(this.report.weather()).isMock()).isTrue();
	}

}
