package dev.leat.embedded;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test class that uses Kafka. All such classes of a JVM share one broker, started when the first of them asks for it
 * and closed after the last; names from {@link TestNames} keep them apart.
 *
 * <pre>{@code
 * @EmbeddedKafka
 * class BillingIT {
 *     @Test
 *     void chargesOnce(Leat leat, TestNames names) {
 *         String orders = names.topic("orders", 4);
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of type {@link Embedded}, {@link TestNames} and {@link dev.leat.core.Leat} work in constructors, lifecycle
 * methods and tests. A {@code Leat} is closed after its test, and with it the groups and producers made from it; its consumers have
 * {@code fetch.max.wait.ms=50}, by which each is closed almost half a second sooner. A class that needs other options, or that stops nodes,
 * starts its own with {@link Embedded#builder()}.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EmbeddedKafkaExtension.class)
public @interface EmbeddedKafka {

    /**
     * Whether the class fails if threads of Leat (named {@code leat-...}) that it started are alive two seconds after its
     * end. Not done where classes run concurrently, since then nobody can tell whose thread it is.
     */
    boolean leakCheck() default true;
}
