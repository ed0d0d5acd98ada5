package io.tino.benchmarks.startup;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartUpTests {

	@Test
	void takesTinoAndNothingElseOffTheClassPath() {
		assertThat(StartUp.withoutTino("/tino/tino-benchmarks/target/classes:/tino/tino-core/target/classes"
				+ ":/m2/io/tino/tino-core/0.1.0-SNAPSHOT/tino-core-0.1.0-SNAPSHOT.jar:/m2/netty-buffer.jar"
				+ ":/tino/tino-spring-boot-autoconfigure/target/classes:/jars/tino-spring-boot-starter-0.1.0.jar"))
			.isEqualTo("/tino/tino-benchmarks/target/classes:/m2/netty-buffer.jar");
	}

}
