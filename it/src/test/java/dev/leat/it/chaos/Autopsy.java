package dev.leat.it.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** What there is to see when a run did not come to its end. */
final class Autopsy {
    private final Path folder;
    private final Crew crew;
    private final Admin admin;
    private final String group;
    private final CommitWatch watch;

    Autopsy(Path folder, Crew crew, Admin admin, String group, CommitWatch watch) {
        this.folder = folder;
        this.crew = crew;
        this.admin = admin;
        this.group = group;
        this.watch = watch;
    }

    String of(Throwable problem) {
        StringBuilder text = new StringBuilder();
        text.append(problem)
                .append("\nledgers and logs are in ")
                .append(folder)
                .append("\ncommitted: ")
                .append(watch.latest())
                .append("\ngroup: ")
                .append(attempt(
                        () -> admin.describeConsumerGroups(List.of(group)).all().get(5, TimeUnit.SECONDS)));
        for (Member member : crew.all()) {
            if (member.isAlive() || member.hasFailed()) {
                text.append("\n--- ").append(member).append('\n').append(attempt(member::lastWords));
            }
        }
        return text.toString();
    }

    private static Object attempt(Callable<?> look) {
        try {
            return look.call();
        } catch (Exception e) {
            return e;
        }
    }
}
