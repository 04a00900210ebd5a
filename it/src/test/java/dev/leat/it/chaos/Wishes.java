package dev.leat.it.chaos;

import java.util.Optional;

/** What whoever runs the tests wants of a storm: {@code -Dleat.chaos.NAME}. */
final class Wishes {
    private Wishes() {}

    static Optional<String> of(String name) {
        return Optional.ofNullable(System.getProperty("leat.chaos." + name)).filter(value -> !value.isBlank());
    }

    /** If nobody has one, another each time. */
    static long seed() {
        return of("seed").map(Long::valueOf).orElseGet(System::nanoTime);
    }
}
