package dev.leat.it;

import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.listener.Configuration;
import dev.leat.listener.Connection;
import dev.leat.listener.KafkaClients;
import dev.leat.listener.Listener;
import dev.leat.listener.Listeners;
import dev.leat.listener.Standalone;
import java.io.IOException;
import java.nio.file.Path;

/** A process that lives from its listeners, for {@link StandaloneIT}. Speaks through its output; a message "wait" is handled until there is input. */
final class StandaloneMain {
    private StandaloneMain() {}

    @SuppressWarnings("SystemOut") // read by the test
    static final class Work {
        @Listener(topics = "${topic}", group = "${group}")
        void on(String value) throws IOException {
            if (value.equals("wait")) {
                System.out.println("began " + value);
                var unused = System.in.read();
            }
            if (value.equals("bad")) {
                throw new IllegalStateException("bad");
            }
            System.out.println("handled " + value);
        }
    }

    /** With a second argument it comes too late: the JVM ends already. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length > 1) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    var unused = run(args[0]);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            System.exit(0);
        }
        System.exit(run(args[0]));
    }

    @SuppressWarnings("SystemOut") // read by the test
    private static int run(String file) throws InterruptedException {
        Configuration configuration = Configuration.file(Path.of(file));
        Leat leat = Connection.of(configuration).build();
        KafkaClients clients =
                KafkaClients.of(leat).configuration(configuration).build();
        Listeners listeners = Listeners.of(leat)
                .configuration(configuration)
                .clients(clients)
                .add(new Work())
                .group(
                        configuration.value("group").orElseThrow(),
                        group -> group.onStateChange((from, to) -> {
                            if (from == GroupState.CONSUMING) {
                                System.out.println("drains");
                            }
                        }))
                .build();
        return Standalone.of(listeners)
                .closing(clients)
                .closing(leat)
                .closing(() -> System.out.println("closed"))
                .run();
    }
}
