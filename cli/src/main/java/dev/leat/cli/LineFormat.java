package dev.leat.cli;

import dev.leat.core.Outgoing;

/** How lines of input become records. */
interface LineFormat {
    /** @throws IllegalArgumentException what is wrong and what to do, without quoting the line */
    Outgoing<byte[], byte[]> record(String line);
}
