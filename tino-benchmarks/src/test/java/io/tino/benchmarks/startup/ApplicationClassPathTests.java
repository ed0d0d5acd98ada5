package io.tino.benchmarks.startup;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationClassPath}.
 */
class ApplicationClassPathTests {

	private static final List<String> BOOT = List.of("/tino/tino-benchmarks/target/classes",
			"/m2/spring-boot-autoconfigure-4.1.1.jar", "/m2/spring-boot-4.1.1.jar",
			"/m2/spring-boot-starter-actuator-4.1.1.jar", "/m2/spring-context-7.0.9.jar",
			"/m2/micrometer-core-1.17.1.jar", "/m2/jspecify-1.0.1.jar");

	private static final List<String> TINO = List.of("/tino/tino-core/target/classes",
			"/m2/io/tino/tino-core/0.1.0-SNAPSHOT/tino-core-0.1.0-SNAPSHOT.jar",
			"/tino/tino-spring-boot-autoconfigure/target/classes", "/jars/tino-spring-boot-starter-0.1.0.jar",
			"/m2/netty-buffer-4.2.17.Final.jar", "/m2/netty-transport-native-epoll-4.2.17.Final-linux-x86_64.jar",
			"/m2/jackson-core-2.21.5.jar", "/m2/jackson-annotations-2.21.jar",
			"/m2/jackson-dataformat-msgpack-0.9.11.jar");

	private static final List<String> OTHERS = List.of("/m2/spring-boot-starter-webmvc-4.1.1.jar",
			"/m2/netty-codec-http2-4.2.17.Final.jar", "/m2/jackson-core-3.1.5.jar", "/m2/reactor-core-3.8.7.jar",
			"/m2/rsocket-core-1.1.5.jar", "/m2/spring-boot-grpc-server-4.1.0.jar", "/m2/spring-webmvc-7.0.9.jar");

	@Test
	void applicationsHaveNothingOfOtherContenders() {
		String all = path(List.of(BOOT, OTHERS, TINO));
		assertThat(ApplicationClassPath.withTino(all)).isEqualTo(path(List.of(BOOT, TINO)));
		assertThat(ApplicationClassPath.withoutTino(all)).isEqualTo(path(List.of(BOOT)));
	}

	@Test
	void theDirectoryOfTheBenchmarksMayBeRelative() {
		assertThat(ApplicationClassPath.withoutTino(Path.of("target", "classes").toString()))
			.isEqualTo(Path.of("target", "classes").toAbsolutePath().toString())
			.contains("tino-benchmarks");
	}

	private static String path(List<List<String>> entries) {
		return String.join(File.pathSeparator, entries.stream().flatMap(List::stream).toList());
	}

}
