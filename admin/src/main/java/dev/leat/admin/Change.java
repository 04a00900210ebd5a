package dev.leat.admin;

import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;

/** One difference between a manifest and a cluster, and what would end it. Immutable. */
public sealed interface Change {
    /** What kind of difference. */
    enum Kind {
        /** Something is missing on the cluster. */
        ADD('+'),
        /** Something is otherwise. */
        ALTER('~'),
        /** Something is there that the manifest does not have. Done only when asked for. */
        REMOVE('-'),
        /** Something is otherwise, and Kafka or Leat has no way to change it. */
        IMPOSSIBLE('!');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        /** {@code + ~ - !}, for people. */
        public char sign() {
            return sign;
        }
    }

    /** What kind of difference. */
    Kind kind();

    /** The topic, or whose right it is. */
    String subject();

    /** What is to be done, in a few words; of what is impossible, why, and what to do instead. */
    String text();

    /** A topic that is missing. */
    record CreateTopic(TopicSpec topic) implements Change {
        @Override
        public Kind kind() {
            return Kind.ADD;
        }

        @Override
        public String subject() {
            return topic.name();
        }

        @Override
        public String text() {
            return "create: " + topic.details();
        }
    }

    /** A topic with too few partitions. */
    record AddPartitions(String topic, int from, int to) implements Change {
        @Override
        public Kind kind() {
            return Kind.ALTER;
        }

        @Override
        public String subject() {
            return topic;
        }

        @Override
        public String text() {
            return "partitions " + from + " -> " + to + "; from then on keys go to other partitions";
        }
    }

    /**
     * A setting of a topic that has another value, or is not set on the topic.
     *
     * @param from null if it is not set on the topic, even if the brokers' default is the same now
     */
    record SetConfig(String topic, String key, @Nullable String from, String to) implements Change {
        @Override
        public Kind kind() {
            return from == null ? Kind.ADD : Kind.ALTER;
        }

        @Override
        public String subject() {
            return topic;
        }

        @Override
        public String text() {
            return from == null ? key + " = " + to : key + " " + from + " -> " + to;
        }
    }

    /** A setting of a topic that the manifest does not have. */
    record ResetConfig(String topic, String key, String from) implements Change {
        @Override
        public Kind kind() {
            return Kind.REMOVE;
        }

        @Override
        public String subject() {
            return topic;
        }

        @Override
        public String text() {
            return key + " = " + from + ", back to the brokers' default";
        }
    }

    /** A topic under a name that the manifest owns, but does not have. */
    record DeleteTopic(String topic) implements Change {
        @Override
        public Kind kind() {
            return Kind.REMOVE;
        }

        @Override
        public String subject() {
            return topic;
        }

        @Override
        public String text() {
            return "delete, with all its records";
        }
    }

    /** What only people can solve. */
    record Impossible(String subject, String text) implements Change {
        @Override
        public Kind kind() {
            return Kind.IMPOSSIBLE;
        }
    }

    /** A right that is missing. */
    record Grant(AclBinding right) implements Change {
        @Override
        public Kind kind() {
            return Kind.ADD;
        }

        @Override
        public String subject() {
            return right.entry().principal();
        }

        @Override
        public String text() {
            return RightText.of(right);
        }
    }

    /** A right that the manifest does not give, on something it names or of somebody it names. */
    record Revoke(AclBinding right) implements Change {
        @Override
        public Kind kind() {
            return Kind.REMOVE;
        }

        @Override
        public String subject() {
            return right.entry().principal();
        }

        @Override
        public String text() {
            return RightText.of(right);
        }
    }
}
