package dev.leat.admin;

/** What of a manifest it is about. Apart, since other people answer for each, and need other rights. */
public enum Scope {
    /** Topics: whether they are there, their partitions, replicas and settings. */
    TOPICS,
    /** Access control lists. */
    ACCESS
}
