package dev.leat.cli;

import dev.leat.admin.Administration;
import dev.leat.core.Leat;
import java.util.List;

/** One command's visit to a cluster: it connects, asks, and leaves. */
final class ClusterVisit {
    private ClusterVisit() {}

    /** What is asked there. */
    interface Question<T> {
        T ask(Administration kafka) throws InterruptedException;
    }

    static <T> T ask(ConnectionOptions connection, Terminal terminal, Question<T> question)
            throws InterruptedException {
        Screen screen = new Screen(terminal);
        try (Leat leat = connection.leat()) {
            screen.draw(List.of("Asking " + connection.brokers() + " ..."));
            try (Administration kafka = Administration.of(leat)) {
                return question.ask(kafka);
            }
        } finally {
            screen.clear();
        }
    }
}
