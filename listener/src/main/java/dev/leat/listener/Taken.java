package dev.leat.listener;

import java.util.regex.Pattern;

/** One thing that a listener takes messages from. */
sealed interface Taken {
    /** Whether messages of that topic are for it, if nobody asks about partitions. */
    boolean takes(String topic);

    /** Whether it takes some partitions of that topic. */
    default boolean isPartOf(String topic) {
        return false;
    }

    record Name(String topic) implements Taken {
        @Override
        public boolean takes(String other) {
            return topic.equals(other);
        }

        @Override
        public String toString() {
            return topic;
        }
    }

    record Matching(String regex) implements Taken {
        Pattern pattern() {
            return Pattern.compile(regex);
        }

        @Override
        public boolean takes(String topic) {
            return pattern().matcher(topic).matches();
        }

        @Override
        public String toString() {
            return "/" + regex + "/";
        }
    }

    record OnePartition(String topic, int number) implements Taken {
        @Override
        public boolean takes(String other) {
            return false;
        }

        @Override
        public boolean isPartOf(String other) {
            return topic.equals(other);
        }

        @Override
        public String toString() {
            return topic + "-" + number;
        }
    }
}
