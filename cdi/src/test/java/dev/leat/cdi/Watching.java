package dev.leat.cdi;

import dev.leat.listener.Listener;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.WithAnnotations;

/** Hears what the extension hears, for a test to look at. */
final class Watching implements Extension {
    private final FoundBeans found;

    Watching(FoundBeans found) {
        this.found = found;
    }

    void seen(@Observes @WithAnnotations(Listener.class) ProcessAnnotatedType<?> event) {
        found.add(event.getAnnotatedType());
    }

    void found(@Observes ProcessBean<?> event) {
        found.add(event);
    }
}
