package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a new user gets wrong, and what the console says of it: what is wrong, where, and what to do. No stack trace. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("UnusedVariable") // what is declared matters, nothing is called
class MistakesTest {
    private static final String WITHOUT_SPRING_KAFKA =
            "spring.autoconfigure.exclude=" + KafkaAutoConfiguration.class.getName();

    @ListenerGroup(value = "billing", attempts = "3", deadLetters = "dead")
    static class Billing {
        @Listener(topics = "orders")
        void charge(String order) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ListenerGroup(value = "billing", attempts = "5")
    static class Reminders {
        @Listener(topics = "unpaid")
        void remind(String order) {}
    }

    static class Lost {
        @Listener(topics = "orders")
        void on(String order) {}
    }

    static class Unbound {
        @Listener(topics = "orders", group = "unbound")
        void on(String order, Thread whatIsThis) {}
    }

    private static String failure(CapturedOutput output, Object... all) {
        assertThat(catchThrowable(() -> App.run(all).close())).isNotNull();
        assertThat(output.getErr()).isEmpty();
        String told = output.getOut().substring(output.getOut().indexOf("APPLICATION FAILED TO START"));
        assertThat(told).doesNotContain("\tat ");
        return told;
    }

    @Test
    void aTypoInAnOptionOfAGroup(CapturedOutput output) {
        assertThat(failure(output, Billing.class, "leat.groups.billing.timout=30s"))
                .contains(
                        "'leat.groups.billing.timout' (\"leat.groups.billing.timout\" from property source \"commandLineArgs\")")
                .contains("did you mean 'leat.groups.billing.timeout'?");
    }

    @Test
    void typosAtTheTop(CapturedOutput output) {
        assertThat(failure(
                        output,
                        Billing.class,
                        "leat.grups.billing.timeout=30s",
                        "leat.stop-witin=3s",
                        "leat.health.redines=false"))
                .contains("'leat.grups.billing.timeout' (")
                .contains("did you mean 'leat.groups.billing.timeout'?")
                .contains("did you mean 'leat.stop-within'?")
                .contains("did you mean 'leat.health.readiness'?")
                .contains("these are all 3 that can be seen now");
    }

    @Test
    void severalMistakesInListenersAtOnce(CapturedOutput output) {
        assertThat(failure(output, Billing.class, Reminders.class, Lost.class, Unbound.class))
                .contains(
                        "group 'billing' has two values for attempts: '3' at dev.leat.spring.MistakesTest$Billing and '5' at"
                                + " dev.leat.spring.MistakesTest$Reminders; say it in one place, or set leat.groups.billing.attempts")
                .contains("MistakesTest$Lost#on has no group; say it with @Listener(group = …)")
                .contains("MistakesTest$Unbound#on takes the value 2 times; a method has one parameter for it");
    }

    @Test
    void variablesOfAnotherServiceAreNoTypos() {
        Map<String, Object> ofKubernetes = Map.of(
                "LEAT_PORT", "tcp://10.0.0.1:80", "LEAT_ADMIN_SERVICE_HOST", "10.0.0.1", "LEAT_HEALT_PORT", "80");

        App.runWith(
                        context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", ofKubernetes)),
                        Billing.class)
                .close();
    }

    @Test
    void nothingSaysWhereKafkaIs(CapturedOutput output) {
        assertThat(catchThrowable(() -> App.runForReal(Billing.class, WITHOUT_SPRING_KAFKA, "leat.broker=kafka:9092")
                        .close()))
                .isNotNull();

        assertThat(output.getOut())
                .contains(
                        "'leat.broker' (\"leat.broker\" from property source \"commandLineArgs\") means nothing; did you mean 'leat.brokers'?")
                .contains("nothing says where Kafka is; set leat.brokers to host:port");
    }

    @Test
    void aSettingThatKafkaDoesNotHave(CapturedOutput output) {
        assertThat(failure(output, Billing.class, "leat.properties.fetch.min.byte=3"))
                .contains("'fetch.min.byte' is no setting of Kafka's clients; 'fetch.min.bytes' was probably meant");
    }
}
