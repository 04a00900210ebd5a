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
            return Drains.run(request, drain, failures);
        }
        throw new ArmFailedException(task + " is no task that arms know");
    }
}
