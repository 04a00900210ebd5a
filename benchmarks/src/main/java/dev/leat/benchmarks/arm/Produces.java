package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@link Task.Produce}: one thread sends, keys uniform. Afterwards the topic is asked what it has got: records that were sent without a failure
 * and are not there are lost, and those beyond are duplicated.
 */
final class Produces {
    private static final Duration STOP = Duration.ofSeconds(30);

    private Produces() {}

    static RunResult run(RunRequest request, Task.Produce task, Failures failures) {
        try (Cluster cluster = new Cluster(request.bootstrapServers())) {
            long before = cluster.records(task.topic(), task.partitions());
            ClientTotal sentByClients = ClientTotal.sent();
            Sending sending;
            Figures figures;
            try (Meter meter = new Meter(() -> (long) sentByClients.now().orElse(0), request.brokerPid())) {
                sending = Sending.start(request, task, failures);
                try {
                    figures = measure(task, meter, new Progress(meter::records, failures::first));
                } finally {
                    sending.close();
                }
            }
            ArmFailedException.throwIf(failures.first());
            long surplus = cluster.records(task.topic(), task.partitions()) - before - sending.sent;
            return figures.deliveries(Math.max(0, -surplus), Math.max(0, surplus))
                    .result();
        }
    }

    private static Figures measure(Task.Produce task, Meter meter, Progress progress) {
        progress.awaitFirst();
        progress.await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(task.warmUpMillis()), Long.MAX_VALUE);
        Meter.Edge begin = meter.begin();
        progress.await(begin.nanos() + TimeUnit.MILLISECONDS.toNanos(task.windowMillis()), Long.MAX_VALUE);
        Meter.Window window = meter.end(begin);
        return new Figures(window, meter.liveHeapBytes());
    }

    /** The thread that sends; closing waits until everything is confirmed. */
    private static final class Sending {
        private final ProducerArm arm;
        private final Thread thread;
        private volatile boolean stopping;
        private volatile long sent; // when the thread has ended

        private Sending(ProducerArm arm, int keys, Failures failures) {
            this.arm = arm;
            this.thread = new Thread(() -> run(new Keys(keys), failures), "arm-sender");
        }

        static Sending start(RunRequest request, Task.Produce task, Failures failures) {
            Sending sending = new Sending(ProducerArm.start(request, task.topic(), failures), task.keys(), failures);
            sending.thread.start();
            return sending;
        }

        private void run(Keys keys, Failures failures) {
            KeyDraw draw = KeyDraw.of(Records.Skew.UNIFORM, keys.count());
            byte[] value = Records.value(Records.VALUE_BYTES);
            long count = 0;
            try {
                while (!stopping) {
                    arm.send(keys.key(draw.next()), value);
                    count++;
                }
                sent = count;
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        }

        void close() {
            stopping = true;
            try {
                thread.join(STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            arm.close();
        }
    }
}
