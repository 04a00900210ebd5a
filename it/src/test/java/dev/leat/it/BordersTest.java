package dev.leat.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** The borders between modules, as the README's table draws them. */
@AnalyzeClasses(packages = "dev.leat", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule CORE_STANDS_ON_KAFKAS_CLIENTS_AND_THE_LOG_ALONE = classes()
            .that(resideInAPackage("dev.leat.core.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.core..",
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "javax.security.auth..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule THE_TEST_KIT_KNOWS_CORE_AND_KAFKAS_CLIENTS_ALONE = classes()
            .that(resideInAPackage("dev.leat.testkit.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.testkit..",
                    "dev.leat.core",
                    "dev.leat.core.spi",
                    "java..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule JSON_KNOWS_CORE_AND_JACKSON = classes()
            .that(resideInAPackage("dev.leat.json.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.json..",
                    "dev.leat.core",
                    "dev.leat.core.health",
                    "java..",
                    "tools.jackson..",
                    "org.apache.kafka.common.header..",
                    "org.jspecify.."));

    /** Jackson 2 comes with Avro. */
    @ArchTest
    static final ArchRule AVRO_KNOWS_CORE_AND_APACHE_AVRO = classes()
            .that(resideInAPackage("dev.leat.avro.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.avro..",
                    "dev.leat.core",
                    "java..",
                    "javax.net.ssl..",
                    "org.apache.avro..",
                    "com.fasterxml.jackson..",
                    "org.apache.kafka.common.header..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule ADMIN_KNOWS_CORE_JACKSON_AND_KAFKAS_CLIENTS = classes()
            .that(resideInAPackage("dev.leat.admin.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.admin..",
                    "dev.leat.core",
                    "java..",
                    "tools.jackson..",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common..",
                    "org.jspecify.."));

    /** Kafka's clients: how topics are made, read to their end, and what their settings are called. Jakarta Validation, for those who have it. */
    @ArchTest
    static final ArchRule CONFIG_KNOWS_CORE_AND_JACKSON = classes()
            .that(resideInAPackage("dev.leat.config.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.config..",
                    "dev.leat.core",
                    "dev.leat.core.health",
                    "dev.leat.core.spi",
                    "jakarta.validation..",
                    "java..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation",
                    "com.networknt.schema..",
                    "javax.crypto..",
                    "org.slf4j..",
                    "org.apache.kafka.clients.admin",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.common..",
                    "org.jspecify.."));

    /** Kafka's clients: names of settings, what topics may be called, and why a record was not sent. Logback, Log4j, OpenTelemetry and live configuration for those who have them. */
    @ArchTest
    static final ArchRule LOGS_KNOW_CORE_AND_WHAT_APPLICATIONS_LOG_WITH = classes()
            .that(resideInAPackage("dev.leat.logs.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.logs..",
                    "dev.leat.config",
                    "dev.leat.core",
                    "dev.leat.core.security",
                    "dev.leat.core.spi",
                    "java..",
                    "ch.qos.logback..",
                    "io.opentelemetry.api.trace",
                    "org.apache.logging.log4j..",
                    "org.slf4j..",
                    "org.apache.kafka.clients",
                    "org.apache.kafka.clients.producer",
                    "org.apache.kafka.common..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule THE_SINK_KNOWS_CORE_AND_JACKSON = classes()
            .that(resideInAPackage("dev.leat.sink.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.sink..",
                    "dev.leat.core",
                    "dev.leat.core.health",
                    "dev.leat.core.spi",
                    "java..",
                    "javax.net.ssl",
                    "tools.jackson..",
                    "org.apache.kafka.clients.consumer",
                    "org.slf4j..",
                    "org.jspecify.."));

    /** Kafka's clients: what a partitioner is and sees, and names of settings. */
    @ArchTest
    static final ArchRule FLOW_KNOWS_CORE_AND_JACKSON = classes()
            .that(resideInAPackage("dev.leat.flow"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.flow",
                    "dev.leat.core",
                    "dev.leat.core.health",
                    "dev.leat.core.security",
                    "dev.leat.core.spi",
                    "java..",
                    "tools.jackson..",
                    "org.slf4j..",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.clients.producer",
                    "org.apache.kafka.common",
                    "org.apache.kafka.common.header",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule FLOW_DEFINITIONS_KNOW_NO_KAFKA = classes()
            .that(resideInAPackage("dev.leat.flow.definition.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.flow.definition..",
                    "java..",
                    "tools.jackson..",
                    "com.google.re2j",
                    "com.networknt.schema..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule THE_CORE_OF_FLOWS_KNOWS_FLOWS_AND_JSON = classes()
            .that(resideInAPackage("dev.leat.flow.core"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.flow.core",
                    "dev.leat.flow.definition",
                    "java..",
                    "com.fasterxml.jackson.annotation",
                    "tools.jackson..",
                    "org.jspecify.."));

    /** The same saga, input and moment give the same step: it asks nobody for the time, and leaves nothing to chance. */
    @ArchTest
    static final ArchRule THE_CORE_OF_FLOWS_IS_A_FUNCTION = noClasses()
            .that(resideInAPackage("dev.leat.flow.core"))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent..", "java.util.random..", "java.io..", "java.nio.file..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, UUID.class, Clock.class, Thread.class);

    @ArchTest
    static final ArchRule DRAWINGS_KNOW_FLOW_DEFINITIONS_AND_ELK = classes()
            .that(resideInAPackage("dev.leat.flow.drawing.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.flow.drawing..",
                    "dev.leat.flow.definition",
                    "java..",
                    "tools.jackson.databind",
                    "org.eclipse.elk..",
                    "org.eclipse.emf.common.util",
                    "org.jspecify.."));

    /** Kafka's clients: what a record is made of, its own serdes of numbers, and its admin client. */
    @ArchTest
    static final ArchRule LISTENERS_KNOW_CORE_ALONE = classes()
            .that(resideInAPackage("dev.leat.listener.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.listener..",
                    "dev.leat.core",
                    "dev.leat.core.spi",
                    "java..",
                    "org.apache.kafka.clients.admin",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.common",
                    "org.apache.kafka.common.header..",
                    "org.apache.kafka.common.serialization",
                    "org.slf4j..",
                    "org.jspecify.."));

    /** JSON, live configuration and MicroProfile's configuration are used where the application has them. */
    @ArchTest
    static final ArchRule THE_ADAPTER_TO_CDI_KNOWS_CORE_LISTENERS_AND_THE_API_OF_CDI = classes()
            .that(resideInAPackage("dev.leat.cdi.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.cdi..",
                    "dev.leat.config",
                    "dev.leat.core",
                    "dev.leat.core.spi",
                    "dev.leat.json",
                    "dev.leat.listener",
                    "java..",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "org.eclipse.microprofile.config..",
                    "org.apache.kafka.clients.admin",
                    "org.slf4j..",
                    "org.jspecify.."));

    /** Flow, for those who have it. */
    @ArchTest
    static final ArchRule METERS_KNOW_CORE_FLOW_CONFIG_LOGS_AND_MICROMETER = classes()
            .that(resideInAPackage("dev.leat.micrometer.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.micrometer..",
                    "dev.leat.core",
                    "dev.leat.core.health",
                    "dev.leat.flow",
                    "dev.leat.config",
                    "dev.leat.logs",
                    "java..",
                    "io.micrometer.core.instrument",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.clients.producer",
                    "org.apache.kafka.common",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule TRACES_KNOW_CORE_AND_THE_API_OF_OPENTELEMETRY = classes()
            .that(resideInAPackage("dev.leat.opentelemetry.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.opentelemetry..",
                    "dev.leat.core",
                    "java..",
                    "io.opentelemetry.api..",
                    "io.opentelemetry.context..",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.clients.producer",
                    "org.apache.kafka.common.header..",
                    "org.jspecify.."));

    /** Kafka's clients: the names of settings that spring.kafka says. */
    @ArchTest
    static final ArchRule THE_SPRING_BOOT_STARTER_KNOWS_LEAT_AND_WHAT_APPLICATIONS_OF_SPRING_HAVE = classes()
            .that(resideInAPackage("dev.leat.spring.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.leat.spring..",
                    "dev.leat.config",
                    "dev.leat.core",
                    "dev.leat.core.health",
                    "dev.leat.listener",
                    "dev.leat.json",
                    "dev.leat.micrometer",
                    "dev.leat.opentelemetry",
                    "dev.leat.testkit",
                    "dev.leat.embedded",
                    "java..",
                    "jakarta.validation",
                    "org.springframework..",
                    "tools.jackson.databind.json",
                    "io.micrometer.core.instrument",
                    "io.opentelemetry.api",
                    "org.apache.kafka.clients..",
                    "org.apache.kafka.common.config",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule SPRING_IS_KNOWN_TO_ITS_STARTER_ALONE = noClasses()
            .that(resideInAPackage("dev.leat.."))
            .and(not(resideInAPackage("dev.leat.spring..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.leat.spring..", "org.springframework.."));

    @ArchTest
    static final ArchRule EMBEDDED_KNOWS_NO_MODULE_BUT_CORE = noClasses()
            .that(resideInAPackage("dev.leat.embedded.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.leat.json..",
                    "dev.leat.avro..",
                    "dev.leat.admin..",
                    "dev.leat.listener..",
                    "dev.leat.cdi..",
                    "dev.leat.micrometer..",
                    "dev.leat.opentelemetry..",
                    "dev.leat.cli..",
                    "dev.leat.examples.."));

    @ArchTest
    static final ArchRule THE_BROKERS_INSIDES_ARE_KNOWN_TO_EMBEDDED_ALONE = noClasses()
            .that(resideInAPackage("dev.leat.."))
            .and(not(resideInAPackage("dev.leat.embedded..")))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata.."));

    @ArchTest
    static final ArchRule INSIDES_OF_CORE_ARE_KNOWN_TO_CORE_ALONE = noClasses()
            .that(resideInAPackage("dev.leat.."))
            .and(not(resideInAPackage("dev.leat.core..")))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.leat.core.internal.."));

    @ArchTest
    static final ArchRule NOTHING_STANDS_ON_THE_COMMAND_LINE = noClasses()
            .that(resideInAPackage("dev.leat.."))
            .and(not(resideInAPackage("dev.leat.cli..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.leat.cli..", "picocli.."));

    @ArchTest
    static final ArchRule MODULES_DO_NOT_KNOW_EACH_OTHER_IN_CIRCLES =
            slices().matching("dev.leat.(*)..").should().beFreeOfCycles();
}
