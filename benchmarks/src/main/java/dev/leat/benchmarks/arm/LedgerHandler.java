package dev.leat.benchmarks.arm;

/** The handler of all consuming arms: does the work of a record and enters it into the ledger. */
final class LedgerHandler implements RecordHandler {
    private final Ledger ledger;
    private final Labour labour;
    private final Failures failures;

    LedgerHandler(Ledger ledger, Labour labour, Failures failures) {
        this.ledger = ledger;
        this.labour = labour;
        this.failures = failures;
    }

    @Override
    public void handle(int partition, long offset, byte[] key, byte[] value) {
        try {
            int index = Keys.index(key);
            ledger.begin(partition, offset, index);
            labour.perform(partition, index);
            ledger.end(partition, offset, index);
        } catch (RuntimeException | Error e) {
            failures.add(e); // libraries try again, or log it; a run with failures has no figures
            throw e;
        }
    }
}
