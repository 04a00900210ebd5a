package dev.leat.logs;

import java.util.List;

/**
 * Whose entries never enter: those of the loggers of Kafka's client and of Leat, what is logged on the sender's own threads, and on those of fallbacks. Shipping them would log more of them, and
 * whoever logs in Kafka's client holds its locks. Immutable.
 *
 * @param loggers names of loggers that are kept out, with all below them
 * @param admitted names of loggers below those that are not
 * @param threads names of the sender's own threads
 */
record Apart(List<String> loggers, List<String> admitted, List<String> threads) {
    static final List<String> LOGGERS = List.of("org.apache.kafka", "dev.leat");

    boolean has(LogEntry entry) {
        return threads.contains(entry.thread())
                || Fallback.isThread(entry.thread())
                || (isUnder(loggers, entry.logger()) && !isUnder(admitted, entry.logger()));
    }

    private static boolean isUnder(List<String> above, String logger) {
        for (int i = 0; i < above.size(); i++) {
            String name = above.get(i);
            if (logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.')) {
                return true;
            }
        }
        return false;
    }
}
