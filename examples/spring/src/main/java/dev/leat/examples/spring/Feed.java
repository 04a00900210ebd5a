package dev.leat.examples.spring;

import dev.leat.core.Producer;
import dev.leat.examples.orders.InvoiceLine;
import dev.leat.examples.orders.OrderSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends the invoice lines, keyed by invoice, so that those of one invoice keep their order. On a thread of its own. */
@Component
class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final InvoicesProperties properties;
    private final Topics topics;
    private final Producer<String, InvoiceLine> lines;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean begun;

    Feed(InvoicesProperties properties, Topics topics, Producer<String, InvoiceLine> lines) {
        this.properties = properties;
        this.topics = topics;
        this.lines = lines;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        begun = true;
        Thread thread = new Thread(this::feed, "invoices-feed");
        thread.setDaemon(true);
        thread.start();
    }

    /** Before listeners drain. What is on its way is confirmed before its producer closes. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        ending.countDown();
    }

    /** Until everything that it has sent is confirmed, if it ever began; at most that long. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        if (begun && !ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("lines are still on their way after {}", atMost);
        }
    }

    /** Lines that the brokers have. */
    long sent() {
        return sent.get();
    }

    private void feed() {
        try {
            topics.create(ending);
            if (properties.feed()) {
                send(source());
                LOG.info("{} lines are sent", sent());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the feed has ended before its time; what was sent is handled", e);
        } finally {
            ended.countDown();
        }
    }

    private OrderSource source() {
        return properties.folder().isBlank()
                ? OrderSource.generated(1, properties.lines())
                : OrderSource.files(List.of(Path.of(properties.folder())), problem -> LOG.warn("{}", problem));
    }

    private void send(OrderSource source) throws InterruptedException {
        long pauseNanos = properties.perSecond() == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / properties.perSecond();
        long next = System.nanoTime();
        while (source.hasNext() && !ending.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            next += pauseNanos;
            InvoiceLine line = source.next();
            var unused = lines.send(Topics.LINES, line.invoice(), line).whenComplete((id, error) -> {
                if (error == null) {
                    sent.incrementAndGet();
                } else {
                    LOG.error("a line of invoice {} could not be sent", line.invoice(), error);
                }
            });
        }
        lines.flush();
    }
}
