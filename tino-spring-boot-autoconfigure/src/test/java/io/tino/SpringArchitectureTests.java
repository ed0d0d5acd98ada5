package io.tino;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the upper floors of the house: see {@code src/docs/architecture.md}.
 */
class SpringArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.tino.spring", "io.tino.boot");

	@Test
	void springKnowsNoBoot() {
		check(noClasses().that()
			.resideInAPackage("io.tino.spring..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "io.tino.boot.."));
	}

	@Test
	void springKnowsNoWire() {
		check(noClasses().that()
			.resideInAPackage("io.tino.spring..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.tino.transport..", "io.tino.resp..", "io.netty.channel.."));
	}

	@Test
	void packagesFormNoCycle() {
		check(slices().matching("io.tino.spring.(*)..").should().beFreeOfCycles());
		check(slices().matching("io.tino.boot.autoconfigure.(*)..").should().beFreeOfCycles());
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		check(classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration"));
	}

	@Test
	void beanMethodsArePackagePrivateAndNamedAfterTheProduct() {
		check(methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.andShould()
			.haveNameStartingWith("tino"));
	}

	@Test
	void namesSayWhatThingsAre() {
		check(noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)"));
	}

	@Test
	void everyPackageIsNullMarked() {
		for (JavaClass javaClass : this.classes) {
			assertThat(javaClass.getPackage().isAnnotatedWith(NullMarked.class)).as(javaClass.getPackageName())
				.isTrue();
		}
	}

	private void check(ArchRule rule) {
		rule.check(this.classes);
	}

}
