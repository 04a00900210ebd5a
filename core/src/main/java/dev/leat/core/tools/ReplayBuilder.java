package dev.leat.core.tools;

import dev.leat.core.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link Replay}. For one thread.
 *
 * @since 0.1
 */
public final class ReplayBuilder {
    private final DeadLetterTopic letters;
    private final ToolClients clients;
    private Predicate<Letter> filter = LetterFilter.all();
    private long limit = Long.MAX_VALUE;
    private @Nullable String target;
    private double perSecond;
    private OptionalInt maxReplays = OptionalInt.empty();
    private boolean again;
    private boolean dryRun;
    private BiConsumer<Letter, Replay.Fate> listener = (letter, fate) -> {};

    ReplayBuilder(DeadLetterTopic letters, ToolClients clients) {
        this.letters = letters;
        this.clients = clients;
    }

    /** Which letters. Default all. */
    public ReplayBuilder filter(Predicate<Letter> filter) {
        this.filter = filter;
        return this;
    }

    /** The most that are replayed: the first ones, by partition and offset. Default no bound. */
    public ReplayBuilder limit(long letters) {
        this.limit = letters;
        return this;
    }

    /**
     * To this topic, to the partitions that keys decide. Default: each letter to the topic that it comes from, and there to its partition
     * for as long as there is one of that number.
     */
    public ReplayBuilder to(String topic) {
        this.target = topic;
        return this;
    }

    /** The most letters a second; zero, the default, is as fast as can be. */
    public ReplayBuilder perSecond(double letters) {
        this.perSecond = letters;
        return this;
    }

    /** Leaves out letters of records that were replayed so often already, and died again. Default no bound. */
    public ReplayBuilder maxReplays(int times) {
        this.maxReplays = OptionalInt.of(times);
        return this;
    }

    /** Also letters that were replayed before. Default only those that were not. */
    public ReplayBuilder again() {
        this.again = true;
        return this;
    }

    /** Does everything but send and commit: what the listener and the report say is what a replay would do now. */
    public ReplayBuilder dryRun() {
        this.dryRun = true;
        return this;
    }

    /**
     * Told of each letter that passes the filter and was not replayed before, on the thread that runs the replay; of those that are
     * replayed once they are confirmed. Default none.
     */
    public ReplayBuilder listener(BiConsumer<Letter, Replay.Fate> listener) {
        this.listener = listener;
        return this;
    }

    /** @throws ConfigurationException naming every option that cannot work */
    public Replay build() {
        List<String> problems = new ArrayList<>();
        if (limit < 1) {
            problems.add("limit is " + limit + ", must be 1 or more");
        }
        if (!(perSecond >= 0 && perSecond <= 1e9)) {
            problems.add("perSecond is " + perSecond + ", must not be negative");
        }
        if (maxReplays.isPresent() && maxReplays.getAsInt() < 1) {
            problems.add("maxReplays is " + maxReplays.getAsInt() + ", must be 1 or more");
        }
        if (letters.topic().equals(target)) {
            problems.add("to is the dead letter topic itself, so letters would go round; name another topic");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("replay of '" + letters.topic() + "'", problems);
        }
        return new Replay(
                letters,
                clients,
                new ReplayChoice(filter, limit, target, maxReplays, again),
                perSecond,
                dryRun,
                listener);
    }
}
