package io.tino;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import io.tino.client.NettyTinoClient;
import io.tino.server.NettyTinoServer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the floors of the house: see {@code src/docs/architecture.md}.
 */
class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.tino");

	@Test
	void arrowsPointDown() {
		check(layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("resp")
			.definedBy("io.tino.resp")
			.layer("payload")
			.definedBy("io.tino.payload")
			.layer("transport")
			.definedBy("io.tino.transport")
			.layer("command")
			.definedBy("io.tino.command")
			.layer("server")
			.definedBy("io.tino.server")
			.layer("client")
			.definedBy("io.tino.client")
			.layer("convert")
			.definedBy("io.tino.convert")
			.whereLayer("convert")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("server")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("client")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("command")
			.mayOnlyBeAccessedByLayers("server", "client", "convert")
			.whereLayer("transport")
			.mayOnlyBeAccessedByLayers("server", "client")
			.whereLayer("payload")
			.mayOnlyBeAccessedByLayers("command", "server", "client", "convert")
			.whereLayer("resp")
			.mayOnlyBeAccessedByLayers("command", "server", "client", "convert"));
	}

	@Test
	void packagesFormNoCycle() {
		check(slices().matching("io.tino.(*)..").should().beFreeOfCycles());
	}

	@Test
	void onlyTheTransportKnowsChannels() {
		check(noClasses().that()
			.resideOutsideOfPackage("io.tino.transport")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler..",
					"java.nio.channels.."));
	}

	@Test
	void theTransportKnowsNoProtocol() {
		check(noClasses().that()
			.resideInAPackage("io.tino.transport")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.tino.resp..", "io.tino.payload..", "io.tino.command..", "com.fasterxml..",
					"org.msgpack.."));
	}

	@Test
	void onlyTheFacadesPutTransportAndSessionsTogether() {
		check(noClasses().that()
			.resideInAnyPackage("io.tino.server", "io.tino.client")
			.and(notWithin(NettyTinoServer.class, NettyTinoClient.class))
			.should()
			.dependOnClassesThat()
			.haveNameMatching("io\\.tino\\.transport\\.(Netty.*|EventLoops)"));
	}

	@Test
	void sessionsAndDecodersCannotBlock() {
		check(noClasses().that()
			.resideInAnyPackage("io.tino.resp", "io.tino.payload", "io.tino.command", "io.tino.server",
					"io.tino.client", "io.tino.convert")
			.and()
			.doNotHaveSimpleName("CallCancellation") // it interrupts those who do
			.and()
			.doNotHaveSimpleName("BlockingItems") // it is read by threads that may wait
			.and()
			.doNotHaveSimpleName("BlockingSubscription") // it has a thread that may wait
			.and()
			.doNotHaveSimpleName("WaitingCaller") // it is a thread that may wait
			.and()
			.doNotHaveSimpleName("VirtualThreads") // it tells which threads those are
			.and()
			.haveNameNotMatching(".*\\.WorkerPool(\\$Worker)?") // it has those that may
			.should()
			.dependOnClassesThat()
			.haveNameMatching(
					"java\\.net\\.(Server)?Socket|java\\.util\\.concurrent\\.locks\\..*|java\\.lang\\.Thread"));
	}

	@Test
	void thereIsNoSpringHere() {
		check(noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework.."));
	}

	@Test
	void namesSayWhatThingsAre() {
		check(noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)"));
		check(noClasses().should()
			.resideInAnyPackage("..util..", "..utils..", "..helper..", "..manager..", "..impl.."));
	}

	@Test
	void classesThatAreBoundToNettyAreCalledSo() {
		check(noClasses().that()
			.resideInAPackage("io.tino.transport")
			.and()
			.haveSimpleNameNotStartingWith("Netty")
			.and()
			.doNotHaveSimpleName("EventLoops")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty.channel.."));
	}

	@Test
	void everyPackageIsNullMarked() {
		for (JavaClass javaClass : this.classes) {
			JavaPackage javaPackage = javaClass.getPackage();
			assertThat(javaPackage.isAnnotatedWith(NullMarked.class)).as(javaPackage.getName()).isTrue();
		}
	}

	private static DescribedPredicate<JavaClass> notWithin(Class<?>... outer) {
		return DescribedPredicate.describe("not within a facade", (javaClass) -> {
			for (Class<?> facade : outer) {
				if (javaClass.getName().startsWith(facade.getName())) {
					return false;
				}
			}
			return true;
		});
	}

	private void check(ArchRule rule) {
		rule.check(this.classes);
	}

}
