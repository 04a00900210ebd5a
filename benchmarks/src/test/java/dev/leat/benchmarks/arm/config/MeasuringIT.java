package dev.leat.benchmarks.arm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leat.benchmarks.arm.config.ConfigRun.Kind;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EmbeddedKafka
class MeasuringIT {
    private static ConfigResult run(Embedded kafka, Kind kind, Way way, String topic, int instances, int measured)
            throws InterruptedException {
        ConfigRun run = new ConfigRun(
                kind, way, kafka.bootstrapServers(), ProcessHandle.current().pid(), topic, instances, 1, measured);
        return new Measuring(ConfigRun.of(run.arguments().toArray(String[]::new))).result();
    }

    @ParameterizedTest
    @EnumSource
    void everyWayBringsEachVersionToEachInstance(Way way, Embedded kafka, TestNames names) throws InterruptedException {
        String topic = names.topic("versions");
        kafka.createTopic(topic, 1);

        ConfigResult result = run(kafka, Kind.PROPAGATION, way, way == Way.LEAT ? topic + ".leat" : topic, 3, 4);

        assertThat(result.failure()).isNull();
        assertThat(result.toAllMillis()).hasSize(4).allMatch(millis -> millis > 0);
        assertThat(result.publishMillis()).hasSize(4).allMatch(millis -> millis > 0);
        assertThat(result.toEachMillis()).hasSize(12).allMatch(millis -> millis > 0);
        assertThat(Collections.max(result.toEachMillis()))
                .describedAs("it is written after the call, and the last one has it last")
                .isLessThanOrEqualTo(Collections.max(result.toAllMillis()) + 1);
    }

    @Test
    void startsFindWhatWasPublishedBefore(Embedded kafka, TestNames names) throws InterruptedException {
        String topic = names.topic("filled");
        assertThat(run(kafka, Kind.PUBLISH, Way.LEAT, topic, 0, 21).publishMillis())
                .hasSize(21);

        for (Way way : Way.values()) {
            ConfigResult result = run(kafka, Kind.START, way, topic, 1, 2);

            assertThat(result.firstStartMillis()).isPositive();
            assertThat(result.laterStartMillis()).hasSize(2).allMatch(millis -> millis > 0);
        }
    }

    @Test
    void aStartThatHasFoundNothingIsNotMeasured(Embedded kafka, TestNames names) {
        String topic = names.topic("empty");

        assertThatIllegalStateException()
                .isThrownBy(() -> run(kafka, Kind.START, Way.LEAT, topic, 1, 1))
                .withMessageContaining("without what is published");
    }
}
