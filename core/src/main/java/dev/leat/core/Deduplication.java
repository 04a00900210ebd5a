package dev.leat.core;

import dev.leat.core.internal.Released;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over messages whose id was handled before: sent twice by whoever has sent them, or delivered twice. For groups and tails, with any
 * kind of handler.
 *
 * <pre>{@code
 * leat.consumerGroup("billing").interceptor(Deduplication.byHeader())
 * }</pre>
 *
 * <p>An id is remembered once its message is done, never after a failure, nor when its handler returns after a stop has interrupted it; each group has ids of its own, whatever their topic. A message without
 * an id is always handled. One whose id is being handled just now waits for that, without a worker: if it succeeds, the message is passed
 * over, and else handled. A handler that never ends keeps it waiting: give the group a {@link ConsumerGroupBuilder#timeout}.
 *
 * <p>A batch is passed over if all of its messages have ids that are known, and else handled whole, so its handler does see repeats; its ids are
 * remembered if none of its messages has failed. Of a transaction, they are remembered when it is committed. A fetched message is remembered when it was marked
 * and released; one that is marked later, from then on.
 *
 * <p>This makes repeats rare, not impossible: whoever dies between handling a message and remembering its id handles it again. In memory, the
 * default, ids are those of this process: another member that gets the partition knows nothing of them, nor does this one after a restart.
 *
 * <p>Where it stands among interceptors matters: what those outside of it make of a success is not known here, so a message whose attempt they let fail
 * counts as handled. Those that catch failures belong inside; see {@link PostponedException}.
 *
 * <p>Immutable, but for what it remembers and counts. Thread-safe: one may be given to any number of groups, to each once.
 *
 * @since 0.1
 */
public final class Deduplication implements Interceptor {
    /** The header that {@link #byHeader()} looks for. */
    public static final String MESSAGE_ID = "message-id";

    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.records");
    private static final int MOST = 100_000;
    private static final Duration AT_MOST = Duration.ofHours(1);

    private record Key(String group, String id) {}

    private final Function<ConsumerRecord<byte[], byte[]>, Optional<String>> id;
    private final HandledIds handled;
    private final LongAdder repeats = new LongAdder();
    /** What is being handled, and ends with that; guarded by this. */
    private final Map<Key, CompletableFuture<Void>> inHand = new HashMap<>();

    private Deduplication(Function<ConsumerRecord<byte[], byte[]>, Optional<String>> id, HandledIds handled) {
        this.id = id;
        this.handled = handled;
    }

    /** By the header {@link #MESSAGE_ID}. */
    public static Deduplication byHeader() {
        return byHeader(MESSAGE_ID);
    }

    /** By the last header of that name: UTF-8 text, or any other bytes. A header that is empty or blank is no id. */
    public static Deduplication byHeader(String name) {
        return by(record -> Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(Deduplication::text));
    }

    /**
     * By whatever makes messages of a group the same.
     *
     * @param id of a record; empty or blank if it has none. What it throws is a failure of the message. Called on workers, from many threads at
     *     once, for each attempt
     */
    public static Deduplication by(Function<ConsumerRecord<byte[], byte[]>, Optional<String>> id) {
        return new Deduplication(id, HandledIds.inMemory(MOST, AT_MOST));
    }

    /**
     * This one with another memory, and a count of its own. Default is {@link HandledIds#inMemory}, with 100,000 ids of each group for an hour.
     *
     * <p>Tails of one name in several processes each handle everything, and so must not share a memory.
     */
    public Deduplication memory(HandledIds ids) {
        return new Deduplication(id, ids);
    }

    /** How many messages were passed over, in all groups together. */
    public long repeats() {
        return repeats.sum();
    }

    /** @throws PostponedException if a message with the same id is being handled */
    @Override
    public @Nullable CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception {
        Set<String> ids = new LinkedHashSet<>();
        boolean allHaveIds = true;
        for (ConsumerRecord<byte[], byte[]> record : delivery.records()) {
            Optional<String> one = idOf(record);
            one.ifPresent(ids::add);
            allHaveIds &= one.isPresent();
        }
        if (ids.isEmpty()) {
            return next.proceed();
        }
        InHand mine = new InHand(delivery.group(), ids);
        CompletionStage<?> others = take(mine);
        if (others != null) {
            throw new PostponedException(delivery, others);
        }
        CompletionStage<?> stage;
        try {
            // Only now: whoever has had one of the ids has remembered it before it was free.
            if (allHaveIds && handled.containsAll(mine.group, ids)) {
                passOver(delivery);
                stage = null;
            } else {
                stage = next.proceed();
                // One that a stop has interrupted may have returned for that, and comes again.
                if (stage == null
                        && next.failures().isEmpty()
                        && !delivery.assigned().isInterrupted()) {
                    handled.addAll(mine.group, ids);
                }
            }
        } catch (Throwable failure) {
            end(mine);
            throw failure;
        }
        if (stage == null) {
            end(mine);
            return null;
        }
        return following(stage, mine);
    }

    private Optional<String> idOf(ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(
                        id.apply(record),
                        "the function of Deduplication.by(…) returned null; it must return Optional.empty() for a message without an id")
                .filter(text -> !text.isBlank());
    }

    /** Bytes that are no text must not become the same text. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private void passOver(Delivery delivery) {
        int messages = delivery.records().size();
        repeats.add(messages);
        ConsumerRecord<?, ?> first = delivery.record();
        LOG.debug(
                "group={} record={} messages={} passed over: what has that id was handled before",
                delivery.group(),
                new RecordId(first.topic(), first.partition(), first.offset()),
                messages);
    }

    /** Ends as the stage does, once the ids are remembered. */
    private CompletionStage<?> following(CompletionStage<?> stage, InHand mine) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        try {
            var unused = stage.whenComplete((result, error) -> ended(error, mine, outcome));
        } catch (RuntimeException failure) { // a stage of the user's own
            end(mine);
            throw failure;
        }
        return outcome;
    }

    private void ended(@Nullable Throwable error, InHand mine, CompletableFuture<Void> outcome) {
        Throwable failure = error;
        try {
            if (error == null) {
                handled.addAll(mine.group, mine.ids);
            } else if (cause(error) instanceof Released released) {
                var unused = released.whenDone().thenRun(() -> rememberLater(mine));
            }
        } catch (Throwable e) {
            failure = e;
        }
        end(mine);
        if (failure == null) {
            outcome.complete(null);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** The message is done, whatever happens here. */
    private void rememberLater(InHand mine) {
        try {
            handled.addAll(mine.group, mine.ids);
        } catch (RuntimeException e) {
            LOG.warn(
                    "group={} the id of a message that was marked after its release could not be remembered; a repeat will be handled",
                    mine.group,
                    e);
        }
    }

    /** All of the ids, or none and the stage to wait for: whoever waits has nothing in hand. */
    private synchronized @Nullable CompletionStage<?> take(InHand mine) {
        for (String each : mine.ids) {
            CompletableFuture<Void> other = inHand.get(new Key(mine.group, each));
            if (other != null) {
                return other.minimalCompletionStage();
            }
        }
        mine.ids.forEach(each -> inHand.put(new Key(mine.group, each), mine.end));
        return null;
    }

    private void end(InHand mine) {
        synchronized (this) {
            mine.ids.forEach(each -> inHand.remove(new Key(mine.group, each)));
        }
        mine.end.complete(null);
    }

    @Override
    public String toString() {
        return "Deduplication[" + handled + ", repeats " + repeats() + "]";
    }

    /** Ids that one call has for itself until its end. */
    private static final class InHand {
        private final String group;
        private final Set<String> ids;
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        InHand(String group, Set<String> ids) {
            this.group = group;
            this.ids = Set.copyOf(ids);
        }
    }
}
