package dev.leat.logs;

/**
 * What the value of a record looks like: one JSON object in UTF-8, without line breaks.
 *
 * @since 0.1
 */
public enum LogFormat {
    /** The Elastic Common Schema, with dotted names, as Elastic's own encoders write it. */
    ECS,
    /** As snapJob has it: {@code message}, {@code request}, {@code level}, {@code workerId}, {@code hostname}. */
    SNAPJOB
}
