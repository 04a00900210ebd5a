package dev.leat.benchmarks.arm;

/** Runs whatever task a request holds. */
final class Runs {
    private Runs() {}

    /** Never fails: what goes wrong is in the result. */
    static RunResult run(RunRequest request, Failures failures) {
        try {
            return dispatched(request, failures);
        } catch (ArmFailedException e) {
            return RunResult.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            return RunResult.failed(Failures.text(e));
        }
    }

    private static RunResult dispatched(RunRequest request, Failures failures) {
        Task task = request.task();
        if (task instanceof Task.Drain drain) {
            return request.arm().isControl()
                    ? SleepControl.run(request, drain, failures)
                    : Drains.run(request, drain, failures);
        } else if (task instanceof Task.OpenLoop openLoop) {
            return OpenLoops.run(request, openLoop, failures);
        } else if (task instanceof Task.Idle idle) {
            return Idles.run(request, idle, failures);
        } else if (task instanceof Task.Produce produce) {
            return Produces.run(request, produce, failures);
        }
        throw new ArmFailedException(task + " is no task that arms know");
    }
}
