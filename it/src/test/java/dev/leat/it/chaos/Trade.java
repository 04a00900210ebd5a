package dev.leat.it.chaos;

/** What members do: by which program, how they are told their work, and what it leaves behind beside their ledgers. */
enum Trade {
    /** Plain handlers. Some records are poison, and end as dead letters; fewer partitions for these, since they go where their keys belong. */
    HANDLERS(MemberMain.class, "orders.dead", 3, 2_500),
    /** Workers of sagas. Each command ends in an event, and none is given up. */
    WORKERS(WorkerMain.class, "orders.events", 6, 800);

    private final Class<?> program;
    private final String beside;
    private final int partitionsBeside;
    private final int burst;

    Trade(Class<?> program, String beside, int partitionsBeside, int burst) {
        this.program = program;
        this.beside = beside;
        this.partitionsBeside = partitionsBeside;
        this.burst = burst;
    }

    Class<?> program() {
        return program;
    }

    /** The topic of what the work leaves behind. */
    String beside() {
        return beside;
    }

    int partitionsBeside() {
        return partitionsBeside;
    }

    /** How many records come at once. Those that wait for the broker are slower. */
    int burst() {
        return burst;
    }

    boolean hasPoison() {
        return this == HANDLERS;
    }

    byte[] value(Work work) {
        return switch (this) {
            case HANDLERS -> work.bytes();
            case WORKERS -> Event.command(work);
        };
    }

    Work work(byte[] value) {
        return switch (this) {
            case HANDLERS -> Work.read(value);
            case WORKERS -> Event.work(value);
        };
    }
}
