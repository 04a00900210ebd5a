package dev.leat.core.tools;

import java.util.List;
import java.util.OptionalLong;

/**
 * What resetting a group would do.
 *
 * @param moves by topic and partition; also those that change nothing
 * @since 0.1
 */
public record ResetPlan(String group, List<Move> moves) {
    public ResetPlan {
        moves = List.copyOf(moves);
    }

    /**
     * A partition.
     *
     * @param from the commit; empty if there is none
     * @param to what will be committed
     * @param beginning the first offset that there is
     */
    public record Move(String topic, int partition, OptionalLong from, long to, long beginning) {
        /** Offsets from the commit, or the beginning if there is none or it is later, to where it goes on; negative if that is back. */
        public long distance() {
            return to - Math.max(beginning, from.orElse(beginning));
        }

        boolean isChange() {
            return from.isEmpty() || from.getAsLong() != to;
        }
    }

    /** Offsets that will be passed over and so not handled. */
    public long skipped() {
        return moves.stream().mapToLong(Move::distance).filter(each -> each > 0).sum();
    }

    /** Offsets that will be handled again. */
    public long repeated() {
        return -moves.stream()
                .mapToLong(Move::distance)
                .filter(each -> each < 0)
                .sum();
    }
}
