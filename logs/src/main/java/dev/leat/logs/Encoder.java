package dev.leat.logs;

/** From an entry to the value of a record. For one thread, the sender's. */
interface Encoder {
    /**
     * @param sequence the number of the entry in its process
     * @return one JSON object in UTF-8 without line breaks
     */
    byte[] encode(LogEntry entry, long sequence);
}
