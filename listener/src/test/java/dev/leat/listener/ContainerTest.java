package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What containers need that find listeners by themselves. */
class ContainerTest extends OnTestKafka {
    static class Billing {
        final List<String> charged;

        Billing(List<String> charged) {
            this.charged = charged;
        }

        @Listener(topics = "orders", group = "each")
        void each(String value, @Key String key) {
            charged.add(key + " pays " + value);
        }
    }

    /** As containers generate them: annotations and type arguments are lost. */
    static class Proxy extends Billing {
        Proxy(List<String> charged) {
            super(charged);
        }

        @Override
        void each(String value, String key) {
            charged.add("advice");
            super.each(value, key);
        }
    }

    @Test
    void methodsOfTheClassAreCalledOnTheObjectOfASubclass() {
        start(listeners().addAs(Billing.class, new Proxy(seen)));
        orders.partition(0).send("ada", "30");
        kafka.run();

        assertThat(seen).containsSubsequence("advice", "ada pays 30");
        assertThatThrownBy(() -> listeners().addAs(Billing.class, "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the object is a java.lang.String, which is no");
    }

    @Test
    void thatThereAreNoneIsNoMistakeIfSaid() {
        Listeners none = listeners().maybeNone().build();
        none.start();

        assertThat(none.groups()).isEmpty();
        assertThat(problems(listeners().maybeNone().configuration(configuration("leat.groups.billing.timeout", "1s"))))
                .singleElement()
                .asString()
                .contains("'leat.groups.billing.timeout'");
    }
}
