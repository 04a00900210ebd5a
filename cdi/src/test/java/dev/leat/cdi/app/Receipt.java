package dev.leat.cdi.app;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;

/** What is written of one message, and kept when that is done. */
@RequestScoped
class Receipt {
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    @PreDestroy
    void keep() {
        Ledger.add(List.of(String.join(", ", lines)));
    }
}
