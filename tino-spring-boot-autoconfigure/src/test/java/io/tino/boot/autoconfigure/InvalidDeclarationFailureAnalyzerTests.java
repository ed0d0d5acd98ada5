package io.tino.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.tino.spring.endpoint.InvalidEndpointException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidDeclarationFailureAnalyzer}.
 */
class InvalidDeclarationFailureAnalyzerTests {

	@Test
	void saysWhatIsWrongAndWhatToDo() {
		FailureAnalysis analysis = new InvalidDeclarationFailureAnalyzer().analyze(new BeanCreationException("a bean",
				new InvalidEndpointException("Method add", "is final", "Make it not final.")));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("Method add is final.");
		assertThat(analysis.getAction()).isEqualTo("Make it not final.");
	}

	@Test
	void isRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class,
					SpringFactoriesLoader.FailureHandler.logging(org.apache.commons.logging.LogFactory
						.getLog(InvalidDeclarationFailureAnalyzerTests.class))))
			.hasAtLeastOneElementOfType(InvalidDeclarationFailureAnalyzer.class);
	}

}
