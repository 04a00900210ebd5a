package dev.leat.flow.definition;

import org.jspecify.annotations.Nullable;

/** The way from the top of a file to something in it, such as {@code states.paid.on.failed[0].to}. Immutable. */
record Trail(@Nullable Trail above, String step) {
    static final Trail TOP = new Trail(null, "");

    Trail to(String name) {
        String step = name.matches("[\\p{L}_][\\p{L}\\p{N}_-]*") ? name : "['" + name + "']";
        return new Trail(this, above == null || step.startsWith("[") ? step : "." + step);
    }

    Trail at(int index) {
        return new Trail(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        return above == null ? step : above + step;
    }
}
