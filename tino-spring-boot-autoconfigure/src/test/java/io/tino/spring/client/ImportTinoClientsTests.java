package io.tino.spring.client;

import java.io.File;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.AliasFor;
import org.springframework.javapoet.ClassName;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.util.ClassUtils;

import io.tino.client.TinoCommandException;
import io.tino.spring.client.scanned.Application;
import io.tino.spring.client.scanned.Calculator;
import io.tino.spring.client.scanned.Clock;
import io.tino.spring.client.scanned.Timepiece;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;
import io.tino.spring.endpoint.TinoError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ImportTinoClients}, without auto-configuration.
 */
class ImportTinoClientsTests {

	private final StubClient stub = new StubClient();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withBean(TinoTemplate.class,
			() -> new TinoTemplate(this.stub));

	@TinoContract(errors = Gone.class)
	interface Notes {

		@TinoCommand
		int count();

	}

	@TinoError("GONE")
	static class Gone extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@TinoError("GONE")
	static class GoneHere extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@TinoError("FULL")
	static class FullHere extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@ImportTinoClients(Notes.class)
	static class ImportsNotes {

		@Autowired
		private Notes notes;

	}

	@Test
	void makesABeanOfAnInterface() {
		this.stub.reply.complete(3);
		this.contextRunner.withUserConfiguration(ImportsNotes.class).run((context) -> {
			assertThat(context).hasSingleBean(Notes.class).hasBean("default#" + Notes.class.getName());
			assertThat(context.getBean(ImportsNotes.class).notes.count()).isEqualTo(3);
			assertThat(this.stub.called).isEqualTo("COUNT int []");
		});
	}

	@Test
	void knowsTheTypeOfABeanBeforeItIsMade() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(ImportsNotes.class);
			context.addBeanFactoryPostProcessor((beans) -> {
				assertThat(beans.getBeanNamesForType(Notes.class, true, false)).hasSize(1);
				assertThat(beans.containsSingleton("default#" + Notes.class.getName())).isFalse();
			});
			context.registerBean(TinoTemplate.class, () -> new TinoTemplate(this.stub));
			context.refresh();
			assertThat(context.getBeanNamesForType(Notes.class, true, false)).hasSize(1);
		}
	}

	@Test
	void findsInterfacesInThePackageOfTheImportingClass() {
		this.contextRunner.withUserConfiguration(Application.class)
			.run((context) -> assertThat(context).hasSingleBean(Calculator.class)
				.hasSingleBean(Clock.class)
				.getBeans(Timepiece.class)
				.hasSize(2));
	}

	@ImportTinoClients(basePackageClasses = Application.class, types = Notes.class)
	static class ImportsBoth {

	}

	@ImportTinoClients(basePackages = "io.tino.spring.client.scanned")
	static class ImportsPackage {

	}

	@Test
	void findsInterfacesInPackages() {
		this.contextRunner.withUserConfiguration(ImportsBoth.class)
			.run((context) -> assertThat(context).hasSingleBean(Calculator.class).hasSingleBean(Notes.class));
		this.contextRunner.withUserConfiguration(ImportsPackage.class)
			.run((context) -> assertThat(context).hasSingleBean(Calculator.class));
	}

	@ImportTinoClients(Notes.class)
	@ImportTinoClients(types = Notes.class, group = "east")
	@ImportTinoClients(types = { Notes.class, Calculator.class }, group = "west")
	static class ImportsGroups {

		@Bean
		@Qualifier("east")
		TinoTemplate eastern() {
			return new TinoTemplate(answering(1));
		}

		@Bean
		@Qualifier("west")
		TinoTemplate western() {
			return new TinoTemplate(answering(2));
		}

		private static StubClient answering(int answer) {
			StubClient client = new StubClient();
			client.reply.complete(answer);
			return client;
		}

	}

	static class Groups {

		@Autowired
		@Qualifier("east")
		private Notes eastern;

		@Autowired
		@Qualifier("west")
		private Notes western;

		@Autowired
		@Qualifier("default")
		private Notes other;

		@Autowired
		private Calculator calculator;

	}

	@Test
	void aGroupCallsByTheTemplateThatIsQualifiedByItsName() {
		this.stub.reply.complete(0);
		new ApplicationContextRunner()
			.withBean("tino", TinoTemplate.class, () -> new TinoTemplate(this.stub), (bean) -> bean.setPrimary(true))
			.withUserConfiguration(ImportsGroups.class)
			.withBean(Groups.class)
			.run((context) -> {
				Groups groups = context.getBean(Groups.class);
				assertThat(groups.eastern.count()).isEqualTo(1);
				assertThat(groups.western.count()).isEqualTo(2);
				assertThat(groups.other.count()).isZero();
				assertThat(groups.calculator.add(1, 2)).isEqualTo(2);
			});
	}

	@Retention(RetentionPolicy.RUNTIME)
	@ImportTinoClients(group = "east")
	@interface ImportEastern {

		@AliasFor(annotation = ImportTinoClients.class, attribute = "types")
		Class<?>[] value();

	}

	@ImportEastern(Notes.class)
	static class ImportsByAnotherAnnotation {

	}

	@Test
	void theAnnotationMayStandOnAnother() {
		this.contextRunner.withUserConfiguration(ImportsByAnotherAnnotation.class)
			.withBean("east", TinoTemplate.class, () -> new TinoTemplate(this.stub))
			.run((context) -> assertThat(context).hasBean("east#" + Notes.class.getName()));
	}

	@ImportTinoClients(types = Notes.class, errors = GoneHere.class)
	static class ImportsErrors {

	}

	@ImportTinoClients(types = Notes.class, errors = FullHere.class)
	static class ImportsMoreErrors {

	}

	@Test
	void importedErrorsComeBeforeThoseOfTheContract() {
		this.contextRunner.withUserConfiguration(ImportsNotes.class)
			.run((context) -> assertThatNotesThrow(context.getBean(Notes.class), "GONE", Gone.class));
		this.contextRunner.withUserConfiguration(ImportsErrors.class, ImportsMoreErrors.class, ImportsNotes.class)
			.run((context) -> {
				Notes notes = context.getBean(Notes.class);
				assertThatNotesThrow(notes, "GONE", GoneHere.class);
				assertThatNotesThrow(notes, "FULL", FullHere.class);
			});
	}

	private void assertThatNotesThrow(Notes notes, String code, Class<? extends Throwable> type) {
		this.stub.reply = CompletableFuture.failedFuture(new TinoCommandException("COUNT", code, ""));
		assertThatExceptionOfType(type).isThrownBy(notes::count);
	}

	interface Flaky {

		@TinoCommand
		@Retryable(maxRetries = 2, delay = 0, includes = TinoCommandException.class)
		int count();

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	@ImportTinoClients(Flaky.class)
	static class RetriesFlaky {

	}

	@Test
	void methodsMayBeRetriedBySpring() {
		AtomicInteger calls = new AtomicInteger();
		TinoTemplate flaky = new TinoTemplate(this.stub) {

			@Override
			public <T> @Nullable T call(String command, ParameterizedTypeReference<T> replyType,
					@Nullable Object... arguments) {
				if (calls.incrementAndGet() < 3) {
					throw new TinoCommandException(command, "OVERLOADED", "");
				}
				return super.call(command, replyType, arguments);
			}

		};
		this.stub.reply.complete(7);
		new ApplicationContextRunner().withBean(TinoTemplate.class, () -> flaky)
			.withUserConfiguration(RetriesFlaky.class)
			.run((context) -> assertThat(context.getBean(Flaky.class).count()).isEqualTo(7));
		assertThat(calls).hasValue(3);
	}

	static class CallWithoutReactor implements Supplier<Integer> {

		@Override
		public Integer get() {
			StubClient client = new StubClient();
			client.reply.complete(3);
			return new TinoProxyFactory(new TinoTemplate(client)).create(Notes.class).count();
		}

	}

	@Test
	void needsNoReactor() throws Exception {
		URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("reactor-core") && !entry.contains("reactive-streams"))
			.map(ImportTinoClientsTests::url)
			.toArray(URL[]::new);
		try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
			assertThat(ClassUtils.isPresent("reactor.core.publisher.Mono", loader)).isFalse();
			Constructor<?> call = loader.loadClass(CallWithoutReactor.class.getName()).getDeclaredConstructor();
			call.setAccessible(true);
			assertThat(((Supplier<?>) call.newInstance()).get()).isEqualTo(3);
		}
	}

	private static URL url(String classPathEntry) {
		try {
			return new File(classPathEntry).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(classPathEntry, ex);
		}
	}

	@Test
	void canBeProcessedAheadOfTime() throws Exception {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(ImportsErrors.class);
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.tino.spring.client", "Generated")), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		String name = "io/tino/spring/client/TinoClientFactoryBean__BeanDefinitions.java";
		assertThat(files.getGeneratedFileContent(Kind.SOURCE, name)).contains(
				"setTargetType(ResolvableType.forClassWithGenerics(TinoClientFactoryBean.class, "
						+ "ImportTinoClientsTests.Notes.class))",
				"new Class[] {ImportTinoClientsTests.GoneHere.class}", "Qualifier\", \"default\"");
	}

}
