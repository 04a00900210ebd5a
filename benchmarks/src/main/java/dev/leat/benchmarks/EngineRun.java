package dev.leat.benchmarks;

import dev.leat.benchmarks.plan.DataSet;
import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Step;
import dev.leat.benchmarks.report.Conditions;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.report.Results;
import dev.leat.benchmarks.report.Tables;
import dev.leat.benchmarks.run.ArmJvm;
import dev.leat.benchmarks.run.Execution;
import dev.leat.benchmarks.run.ForkedBroker;
import dev.leat.benchmarks.run.Run;
import dev.leat.benchmarks.run.Watcher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** One call of {@code leat bench engine}, from the start of the broker to the last line. */
final class EngineRun implements Watcher {
    /** For what runs produce, and for the broker itself. */
    private static final long SPARE_BYTES = 2L << 30;

    private final Plan plan;
    private final Outputs outputs;
    private final Terminal terminal;
    private final Equipment equipment;
    private final Conditions conditions;
    private final Progress progress;
    private final Results results = new Results();

    EngineRun(Plan plan, String command, Outputs outputs, Terminal terminal, Equipment equipment) {
        this.plan = plan;
        this.outputs = outputs;
        this.terminal = terminal;
        this.equipment = equipment;
        this.conditions = Conditions.of(plan, Instant.now(), command, ArmJvm.JVM_OPTIONS, ForkedBroker.JVM_OPTIONS);
        this.progress = new Progress(plan);
    }

    /** @return the exit code */
    int run() {
        checkSpace();
        var complete = false;
        try {
            complete = new Stoppable(terminal).run(this::measure);
        } finally {
            finish(complete);
        }
        if (!complete) {
            return ExitCode.INTERRUPTED;
        }
        return results.areClean() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void measure() throws InterruptedException {
        terminal.passing("Starting Kafka ...");
        try (var jvm = equipment.arms().get();
                var broker = equipment.broker().get()) {
            try {
                new Execution(plan, broker, jvm, this).run();
            } finally {
                // What is closed now must not be hurried by the interrupt that ended the runs.
                Thread.interrupted();
            }
        }
    }

    @Override
    public void loading(DataSet data) {
        terminal.passing(
                String.format(Locale.ROOT, "Loading %,d records of %d bytes ...", data.records(), data.valueBytes()));
    }

    @Override
    public void starting(Step step) {
        terminal.passing(progress.line(step, System.nanoTime()));
    }

    @Override
    public void done(Run run) {
        results.add(run);
        if (run.failed()) {
            terminal.message(run.step().workload().name() + " "
                    + run.step().arm().label() + " failed: " + run.result().failure());
        }
        if (isLastOfItsWorkload(run.step())) {
            outputs.write(conditions, results, false);
        }
    }

    private boolean isLastOfItsWorkload(Step step) {
        var steps = plan.stepsOf(step.workload());
        return steps.get(steps.size() - 1).equals(step);
    }

    private void finish(boolean complete) {
        if (!results.isEmpty()) {
            outputs.write(conditions, results, complete);
            Tables.lines(results).forEach(terminal.out()::println);
            terminal.out().flush();
        }
    }

    /** A full disk in the middle of a run would look like a slow arm. */
    private void checkSpace() {
        var needed = plan.data().values().stream().mapToLong(DataSet::bytes).sum() + SPARE_BYTES;
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        var free = folder.toFile().getUsableSpace();
        if (free < needed) {
            throw new BenchException(String.format(
                    Locale.ROOT,
                    "the runs need %,d MiB in %s, which has %,d; make room, set java.io.tmpdir in LEAT_JAVA_OPTS, or run less",
                    needed >> 20,
                    folder,
                    free >> 20));
        }
    }
}
