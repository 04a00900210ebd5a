package dev.leat.core;

import dev.leat.core.internal.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Topics that one handler takes, and where it begins with them. Immutable: {@link #from} returns a changed copy.
 *
 * <pre>{@code
 * .on(Topics.of("orders", "returns").from(Start.ago(Duration.ofHours(1))), Json.of(Order.class), handler)
 * .on(Topics.matching(Pattern.compile("audit\\..*")), Serde.text(), auditor)
 * }</pre>
 *
 * @since 0.1
 */
public final class Topics {
    /** How they are told. */
    sealed interface Choice {
        record Names(List<String> topics) implements Choice {
            @Override
            public String toString() {
                return "topics " + topics;
            }
        }

        record Matching(Pattern pattern) implements Choice {
            @Override
            public String toString() {
                return "topics matching '" + pattern + "'";
            }
        }

        record Partitions(String topic, List<Integer> numbers) implements Choice {
            @Override
            public String toString() {
                return "partitions " + numbers + " of '" + topic + "'";
            }
        }
    }

    private final Choice choice;
    private final @Nullable Start start;

    private Topics(Choice choice, @Nullable Start start) {
        this.choice = choice;
        this.start = start;
    }

    /** These; the members of the group share their partitions. */
    public static Topics of(String... names) {
        return new Topics(new Choice.Names(List.of(names)), null);
    }

    /**
     * All topics whose whole name matches, also those made later: Kafka's client asks for new ones each {@code metadata.max.age.ms},
     * which is five minutes unless set otherwise. Kafka's own topics never match. Where several handlers of a group fit a topic, one
     * that names it wins, and else the one that was given first.
     */
    public static Topics matching(Pattern names) {
        return new Topics(new Choice.Matching(names), null);
    }

    /**
     * Exactly these partitions, shared with nobody. The group commits its offsets under its id but takes no part in rebalances: another
     * process that takes the same partitions handles the same records. A group has either such partitions or a share of topics.
     */
    public static Topics partitions(String topic, int... numbers) {
        return new Topics(
                new Choice.Partitions(topic, Arrays.stream(numbers).boxed().toList()), null);
    }

    /**
     * Where partitions begin that the group has never committed. Wins over the property {@code auto.offset.reset}, which says it for
     * topics without; else {@link Start#earliest()}.
     */
    public Topics from(Start start) {
        return new Topics(choice, start);
    }

    Choice choice() {
        return choice;
    }

    boolean hasStart() {
        return start != null;
    }

    Origin origin(Origin otherwise) {
        return start == null ? otherwise : start.origin();
    }

    @Override
    public String toString() {
        return choice + (start == null ? "" : " from " + start);
    }
}
