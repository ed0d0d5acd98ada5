package io.tino.benchmarks.startup;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What applications have on their class path: Spring Boot with Actuator, and Tino, of all
 * that the benchmarks need for other contenders.
 */
final class ApplicationClassPath {

	/** The benchmarks themselves have the applications. */
	private static final Pattern BENCHMARKS = Pattern.compile("tino-benchmarks([/\\\\]|-[0-9])");

	private static final Predicate<String> BOOT = Pattern.compile("""
			(spring-boot(-autoconfigure|-health|-actuator.*|-micrometer-.*)?\
			|spring-boot-starter(-logging|-actuator|-micrometer-metrics)?\
			|spring-(core|beans|aop|expression|context)|micrometer-.*|HdrHistogram|LatencyUtils\
			|logback-.*|log4j-.*|jul-to-slf4j|slf4j-api|commons-logging|jakarta.annotation-api|snakeyaml|jspecify)\
			-[0-9].*""").asMatchPredicate();

	/** In the build directories of modules, and in files of artifacts. */
	private static final Pattern TINO = Pattern.compile("tino-(core|spring-boot-[a-z]+)([/\\\\]|-[0-9])");

	private static final Predicate<String> BESIDE_TINO = Pattern.compile("""
			netty-(common|buffer|resolver|transport.*|codec-base|handler)-[0-9].*\
			|jackson-[a-z0-9-]+-2\\..*|jackson-dataformat-msgpack-.*|msgpack-core-.*""").asMatchPredicate();

	private ApplicationClassPath() {
	}

	/** Return the part that an application with Tino needs. */
	static String withTino(String classPath) {
		return filter(classPath, (entry) -> isOfBoot(entry) || isOfTino(entry));
	}

	/** Return the part that an application without Tino needs. */
	static String withoutTino(String classPath) {
		return filter(classPath, ApplicationClassPath::isOfBoot);
	}

	private static String filter(String classPath, Predicate<String> entries) {
		return Arrays.stream(classPath.split(File.pathSeparator))
			.map(ApplicationClassPath::absolute)
			.filter(entries)
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** Of directories of classes, those that they are in say whose they are. */
	private static String absolute(String entry) {
		return Path.of(entry).toAbsolutePath().toString();
	}

	private static boolean isOfBoot(String entry) {
		return BENCHMARKS.matcher(entry).find() || BOOT.test(name(entry));
	}

	private static boolean isOfTino(String entry) {
		return TINO.matcher(entry).find() || BESIDE_TINO.test(name(entry));
	}

	private static String name(String entry) {
		return Path.of(entry).getFileName().toString();
	}

}
