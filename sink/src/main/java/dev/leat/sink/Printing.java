package dev.leat.sink;

/**
 * How documents are written to standard output: as JSON, with what could steer a terminal escaped.
 *
 * @since 0.1
 */
public enum Printing {
    /** One field a line, for people. */
    PRETTY,
    /** One document a line, as the index has it. */
    LINES
}
