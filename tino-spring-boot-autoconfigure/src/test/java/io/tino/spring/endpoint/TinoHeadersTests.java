package io.tino.spring.endpoint;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TinoHeaders}.
 */
class TinoHeadersTests {

	private final TinoHeaders headers = TinoHeaders.of(Map.of("X-Tenant", "t"));

	@Test
	void namesAreFoundInAnyCase() {
		assertThat(this.headers.get("x-tenant")).isEqualTo("t");
		assertThat(this.headers.get("X-TENANT")).isEqualTo("t");
		assertThat(this.headers.contains("x-Tenant")).isTrue();
		assertThat(this.headers.get("tenant")).isNull();
		assertThat(this.headers.contains("tenant")).isFalse();
		assertThat(this.headers.names()).containsExactly("x-tenant");
	}

	@Test
	void namesThatDifferOnlyInCaseAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TinoHeaders.of(Map.of("a", "1", "A", "2")))
			.withMessage("Header 'a' is given twice");
	}

	@Test
	void cannotBeChanged() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.headers.toMap().put("a", "b"));
	}

	@Test
	void areEqualIfTheirValuesAre() {
		assertThat(this.headers).isEqualTo(TinoHeaders.of(Map.of("x-tenant", "t")))
			.hasSameHashCodeAs(TinoHeaders.of(Map.of("x-tenant", "t")))
			.isNotEqualTo(TinoHeaders.of(Map.of("x-tenant", "u")));
	}

	@Test
	void showNoValues() {
		assertThat(this.headers).hasToString("TinoHeaders[x-tenant]");
	}

}
