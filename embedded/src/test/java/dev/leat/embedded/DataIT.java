package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataIT {

    @TempDir
    Path folder;

    @Test
    void topicsRecordsAndOffsetsSurviveTheBroker() {
        String clusterId;
        try (var kafka = Embedded.builder().data(folder).start()) {
            clusterId = kafka.clusterId();
            kafka.createTopic("orders", 1);
            Records.produce(kafka.clientProperties(), "orders", "a", "b");
            assertThat(Records.consume(kafka.clientProperties(), "orders", "billing", 2))
                    .containsExactly("a", "b");
        }

        // Other ports than before: nothing in the folder may depend on them.
        try (var kafka = Embedded.builder().data(folder).start()) {
            assertThat(kafka.clusterId()).isEqualTo(clusterId);
            Records.produce(kafka.clientProperties(), "orders", "c");

            assertThat(Records.consume(kafka.clientProperties(), "orders", "billing", 1))
                    .containsExactly("c");
            assertThat(Records.consume(kafka.clientProperties(), "orders", "audit", 3))
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void oneBrokerAtATimeHasAFolder() {
        try (var kafka = Embedded.builder().data(folder).start()) {
            var second = Embedded.builder().data(kafka.data());

            assertThatThrownBy(second::start)
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContaining("in use by process");
        }
    }

    @Test
    void usersOfALaterRunCanLogIn() {
        // Nobody logs in where numbers have other digits than 0 to 9: see BrokerLanguage.
        var usual = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        try {
            Embedded.builder().data(folder).sasl("alice", "old").start().close();

            try (var kafka = Embedded.builder()
                    .data(folder)
                    .sasl("alice", "new")
                    .sasl("bob", "secret")
                    .start()) {
                Records.produce(kafka.clientProperties("alice"), "orders", "a");
                Records.produce(kafka.clientProperties("bob"), "orders", "b");

                assertThat(Records.consume(kafka.clientProperties(), "orders", "billing", 2))
                        .containsExactly("a", "b");
            }
        } finally {
            Locale.setDefault(usual);
        }
    }
}
