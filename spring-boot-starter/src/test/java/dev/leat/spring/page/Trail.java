package dev.leat.spring.page;

import dev.leat.core.Delivery;
import dev.leat.listener.Listener;
import dev.leat.spring.MessageScope;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

// page:begin
/** What was done for one message. */
@Component
@MessageScope
class Trail {
    static final List<String> WRITTEN = new CopyOnWriteArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final String group;

    Trail(Delivery delivery) {
        this.group = delivery.group();
    }

    void step(String what) {
        steps.add(what);
    }

    @PreDestroy
    void write() {
        WRITTEN.add(group + " " + steps);
    }
}

@Component
class Stock {
    private final Trail trail; // each message sees its own

    Stock(Trail trail) {
        this.trail = trail;
    }

    void take(Order order) {
        trail.step("take " + order.item());
    }
}

@Component
class Packing {
    private final Stock stock;
    private final Trail trail;

    Packing(Stock stock, Trail trail) {
        this.stock = stock;
        this.trail = trail;
    }

    @Listener(topics = "orders", group = "packing")
    void pack(Order order) {
        stock.take(order);
        trail.step("pack " + order.item());
    }
}
// page:end
