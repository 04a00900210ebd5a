package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void readsWhatItWrites() {
        TraceParent begun = TraceParent.begin();

        assertThat(TraceParent.parse(begun.toString())).contains(begun);
        assertThat(begun.traceId()).hasSize(32);
        assertThat(begun.spanId()).hasSize(16);
    }

    @Test
    void theNextStepIsInTheSameTraceAndSampledAlike() {
        TraceParent first = new TraceParent(TRACE, SPAN, "00");

        TraceParent next = first.next();

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.spanId()).isNotEqualTo(SPAN);
        assertThat(next.flags()).isEqualTo("00");
    }

    @Test
    void laterVersionsMayHaveMore() {
        assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-brings"))
                .contains(new TraceParent(TRACE, SPAN, "01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                " 00-" + TRACE + "-" + SPAN + "-01"
            })
    void whatTheSpecificationRefusesIsIgnored(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }
}
