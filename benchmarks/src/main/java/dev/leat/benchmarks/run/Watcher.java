package dev.leat.benchmarks.run;

import dev.leat.benchmarks.plan.DataSet;
import dev.leat.benchmarks.plan.Step;

/** Is told how an execution gets on, on its thread. */
public interface Watcher {
    void loading(DataSet data);

    void starting(Step step);

    void done(Run run);
}
