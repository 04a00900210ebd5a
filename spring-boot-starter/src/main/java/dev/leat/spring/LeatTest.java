package dev.leat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a test class of Spring's: its application runs without a Kafka of its own. Whatever properties say of brokers counts for nothing then.
 *
 * <p>Default on the in-memory log of {@code leat-testkit}: a bean {@link dev.leat.testkit.TestKafka} is there for the test, which sends, lets time
 * pass, and looks at what was sent and committed. Nothing is handled but while the test drives it.
 *
 * <pre>{@code
 * @SpringBootTest
 * @LeatTest
 * class BillingTest {
 *     @Autowired TestKafka kafka;
 *
 *     @Test
 *     void charges() {
 *         kafka.topic("orders").send("ada", "{\"item\": \"lamp\", \"price\": 30}");
 *         kafka.run();
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>With {@link #broker} on a real broker in the JVM, of {@code leat-embedded}: a bean {@link dev.leat.embedded.Embedded}, the same one for all tests. Also
 * {@code spring.kafka.bootstrap-servers} says it, for what else there is in the application.
 *
 * <p>Spring keeps contexts for other test classes of the same configuration, and with them topics, groups and commits: name them apart, or say
 * {@code @DirtiesContext}. The in-memory log is closed with its context.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LeatTest {
    /** Whether on a real broker in the JVM. Default on the in-memory log. */
    boolean broker() default false;
}
