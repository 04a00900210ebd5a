package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.util.function.Consumer;

/** Collects the options of an {@link OrdersDemo}. For one thread. */
public final class OrdersDemoBuilder {
    private final Leat leat;
    private final OrderSource source;
    private OrderTopics topics = OrderTopics.plain();
    private double perSecond;
    private boolean stayOpen;
    private Consumer<String> messages = message -> {};

    OrdersDemoBuilder(Leat leat, OrderSource source) {
        this.leat = leat;
        this.source = source;
    }

    /** Default {@link OrderTopics#plain()}. The ledger counts all that is in them, so a run that shall add up wants new ones. */
    public OrdersDemoBuilder topics(OrderTopics topics) {
        this.topics = topics;
        return this;
    }

    /** Lines sent in a second. Default 0: as fast as can be. */
    public OrdersDemoBuilder rate(double perSecond) {
        this.perSecond = perSecond;
        return this;
    }

    /** Goes on after the last line, until {@link OrdersDemo#stop()}. */
    public OrdersDemoBuilder stayOpen() {
        this.stayOpen = true;
        return this;
    }

    /** Told, from any thread, what becomes of rules that are published: by which worker they are in force, or why not. Default nobody. */
    public OrdersDemoBuilder messages(Consumer<String> messages) {
        this.messages = messages;
        return this;
    }

    /** @throws IllegalArgumentException if the rate is no rate */
    public OrdersDemo build() {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    "rate is " + perSecond + " lines a second, must be zero (as fast as can be) or more");
        }
        return new OrdersDemo(leat, source, topics, perSecond, stayOpen, messages);
    }
}
