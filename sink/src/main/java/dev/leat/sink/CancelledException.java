package dev.leat.sink;

/** The partition has been taken away, or the sink is ending: whoever has it next goes on. */
final class CancelledException extends Exception {
    private static final long serialVersionUID = 1;

    CancelledException() {
        super("not indexed before the partition was taken away or the sink ended; it will be delivered again");
    }
}
