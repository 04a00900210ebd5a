package dev.leat.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What comes of a version on this instance: upon the defaults what is published, opened and looked at, and upon that what somebody here has laid over it. From any thread. */
final class Layers<T> {
    /** What published values have to look like, whatever the application makes of them. */
    interface Shape {
        List<String> problems(ObjectNode published);
    }

    private final String namespace;
    private final Binding<T> binding;
    private final Sealing sealing;
    private final Shape shape;

    Layers(String namespace, Binding<T> binding, Sealing sealing, Shape shape) {
        this.namespace = namespace;
        this.binding = binding;
        this.sealing = sealing;
        this.shape = shape;
    }

    /**
     * @param shown as published, what is sealed still being so
     * @param value as the application has it
     */
    record Effective<T>(ObjectNode shown, T value) {}

    /**
     * @param revision null for the defaults
     * @param winning null for nothing
     * @throws Binding.Refused if that cannot be, and why
     */
    Effective<T> effective(@Nullable Revision revision, @Nullable ObjectNode winning) throws Binding.Refused {
        ObjectNode published = revision == null ? null : revision.valuesOrNull();
        if (published == null && winning == null) {
            return new Effective<>(binding.defaultValues(), binding.defaults());
        }
        ObjectNode open = published == null ? binding.defaultValues() : sealing.opened(namespace, published);
        if (published != null) {
            List<String> problems = shape.problems(laidOver(open, winning));
            if (!problems.isEmpty()) {
                throw new Binding.Refused(problems);
            }
            open = binding.complete(open); // what a secret object leaves out is the defaults', as of any other
        }
        ObjectNode shown = published == null ? binding.defaultValues() : binding.complete(published);
        return new Effective<>(laidOver(shown, winning), binding.read(laidOver(open, winning)));
    }

    /** Whether a version becomes the same with either of these laid over it; for a schema, too, which sees nothing of the defaults. */
    boolean isSame(@Nullable Revision revision, @Nullable ObjectNode one, @Nullable ObjectNode other) {
        ObjectNode published = revision == null ? null : revision.valuesOrNull();
        ObjectNode below = published == null ? binding.defaultValues() : published;
        return laidOver(below, one).equals(laidOver(below, other));
    }

    private static ObjectNode laidOver(ObjectNode below, @Nullable ObjectNode winning) {
        return winning == null ? below : Publication.merged(below.deepCopy(), winning);
    }
}
