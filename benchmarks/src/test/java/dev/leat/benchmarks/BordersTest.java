package dev.leat.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who knows whom in this module. */
@AnalyzeClasses(packages = "dev.leat.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
final class BordersTest {
    @ArchTest
    static final ArchRule WHAT_IS_COMPARED_IS_KNOWN_TO_THE_ARMS_ALONE = noClasses()
            .that(DescribedPredicate.not(resideInAnyPackage("dev.leat.benchmarks.arm..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.leat.core..",
                    "dev.leat.config..",
                    "org.springframework..",
                    "io.confluent..",
                    "org.apache.kafka.clients.consumer..",
                    "org.apache.kafka.clients.producer.."));

    @ArchTest
    static final ArchRule ARMS_KNOW_NOTHING_OF_THE_REST = noClasses()
            .that()
            .resideInAPackage("dev.leat.benchmarks.arm..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.leat.benchmarks",
                    "dev.leat.benchmarks.plan..",
                    "dev.leat.benchmarks.run..",
                    "dev.leat.benchmarks.report..",
                    "dev.leat.embedded..",
                    "picocli.."));

    @ArchTest
    static final ArchRule THE_BROKER_IS_KNOWN_TO_THE_RUNS_ALONE = noClasses()
            .that(DescribedPredicate.not(resideInAnyPackage("dev.leat.benchmarks.run..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.leat.embedded.."));

    @ArchTest
    static final ArchRule PLANS_KNOW_ARMS_ALONE = classes()
            .that()
            .resideInAPackage("dev.leat.benchmarks.plan..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.benchmarks.plan..", "dev.leat.benchmarks.arm..", "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_KNOW_EACH_OTHER_IN_CIRCLES =
            slices().matching("dev.leat.benchmarks.(*)..").should().beFreeOfCycles();
}
