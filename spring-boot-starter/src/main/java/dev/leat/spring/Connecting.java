package dev.leat.spring;

import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import java.util.function.UnaryOperator;

/** How a connection is made once its settings are known; a test has another way. */
interface Connecting {
    Leat leat(UnaryOperator<LeatBuilder> settings);

    /** Whether it knows where Kafka is without being told. */
    boolean knowsBrokers();

    /** To brokers. */
    static Connecting toBrokers() {
        return new Connecting() {
            @Override
            public Leat leat(UnaryOperator<LeatBuilder> settings) {
                return settings.apply(Leat.builder()).build();
            }

            @Override
            public boolean knowsBrokers() {
                return false;
            }
        };
    }
}
