package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@EmbeddedKafka
class SharedBrokerIT {

    private final Embedded given;
    private String named = "";

    SharedBrokerIT(Embedded given) {
        this.given = given;
    }

    @BeforeEach
    void name(TestNames names) {
        named = names.topic("orders");
    }

    /** spring-kafka 2936, pinot 17790: tests found what others had left in their topics. */
    @RepeatedTest(2)
    void givesEveryTestTopicsAndGroupsOfItsOwn(Embedded kafka, TestNames names) {
        var orders = names.topic("orders", 2);
        Records.produce(kafka.clientProperties(), orders, "a");

        assertThat(Records.consume(kafka.clientProperties(), orders, names.group("billing"), 1))
                .containsExactly("a");
    }

    @Test
    void givesOneTestTheSameNamesThroughout(TestNames names, TestInfo test) {
        assertThat(names.topic("orders"))
                .isEqualTo(named)
                .startsWith("orders-SharedBrokerIT-"
                        + test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void createsATopicOnce(TestNames names) {
        names.topic("orders", 1);

        assertThatThrownBy(() -> names.topic("orders", 1)).isInstanceOf(TopicExistsException.class);
    }

    @Nested
    class InNestedClasses {

        @Test
        void isTheSameBroker(Embedded kafka) {
            assertThat(kafka).isSameAs(given);
        }
    }
}
