package dev.leat.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Does the same with several nodes at a time, one thread each: nodes wait for one another when they start, and to stop them
 * in turn would add up their waiting.
 */
final class Together {
    /** What an interrupted node is given to clean up after itself. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Together() {}

    /** One step of a node's life. */
    interface Step {
        void apply(Node node, Deadline deadline) throws InterruptedException;
    }

    private record Job(int node, FutureTask<@Nullable Void> task, Thread thread) {}

    /**
     * Returns when the step is done everywhere. Throws the first failure with the others attached, after every node has
     * finished or was interrupted.
     */
    static void run(String name, Collection<Node> nodes, Deadline deadline, Step step) throws InterruptedException {
        var jobs = new ArrayList<Job>();
        for (var node : nodes) {
            jobs.add(begin(name, node, deadline, step));
        }
        RuntimeException failure = null;
        try {
            for (var job : jobs) {
                try {
                    await(name, job, deadline);
                } catch (RuntimeException e) {
                    failure = joined(failure, e);
                }
            }
        } finally {
            for (var job : jobs) {
                if (!job.task.isDone()) {
                    job.thread.interrupt();
                    job.thread.join(GRACE.toMillis());
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Job begin(String name, Node node, Deadline deadline, Step step) {
        var task = new FutureTask<@Nullable Void>(() -> {
            step.apply(node, deadline);
            return null;
        });
        var thread = new Thread(task, "leat-embedded-" + name + "-" + node.id());
        thread.setDaemon(true);
        thread.start();
        return new Job(node.id(), task, thread);
    }

    private static void await(String name, Job job, Deadline deadline) throws InterruptedException {
        try {
            job.task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BrokerFailedException(job.node, "did not " + name + " within " + deadline.length(), e);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw cause instanceof RuntimeException failure
                    ? failure
                    : new BrokerFailedException(job.node, "did not " + name + ": " + cause, cause);
        }
    }

    private static RuntimeException joined(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
