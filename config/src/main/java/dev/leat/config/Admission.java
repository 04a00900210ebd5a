package dev.leat.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What has to be true of a publication, as far as that is known here: the schema of its namespace, and the checks of the application if the namespace is live here. From any thread. */
final class Admission {
    private final Map<String, LiveConfig<?>> live;
    private final Sealing sealing;
    private final JsonSchemas schemas;

    Admission(Map<String, LiveConfig<?>> live, Sealing sealing, JsonSchemas schemas) {
        this.live = live;
        this.sealing = sealing;
        this.schemas = schemas;
    }

    /**
     * What is to be stored of the values: secrets are sealed.
     *
     * @param values null to delete
     * @param base what they take the place of
     * @throws ConfigRejectedException if they must not be published
     * @throws ConfigStoreException if there is a secret, and no key here
     */
    @Nullable
    ObjectNode stored(Publication publication, @Nullable ObjectNode values, @Nullable Revision base, Known known) {
        if (values == null) {
            return null;
        }
        String namespace = publication.namespace();
        ObjectNode stored =
                sealing.sealed(namespace, values, base == null ? null : base.valuesOrNull(), secrets(publication));
        List<String> problems = problems(namespace, stored, known);
        if (!problems.isEmpty()) {
            throw new ConfigRejectedException(namespace, problems);
        }
        return stored;
    }

    private Collection<String> secrets(Publication publication) {
        Set<String> all = new TreeSet<>(publication.secrets());
        LiveConfig<?> here = live.get(publication.namespace());
        if (here != null) {
            all.addAll(here.secrets());
        }
        return all;
    }

    private List<String> problems(String namespace, ObjectNode stored, Known known) {
        if (namespace.startsWith(JsonSchemas.PREFIX)) {
            return JsonSchemas.problemsOfSchema(stored);
        }
        ObjectNode open;
        try {
            open = sealing.openedWherePossible(namespace, stored);
        } catch (Binding.Refused e) {
            return e.problems();
        }
        List<String> problems = new ArrayList<>(schemas.problems(known.forAll(JsonSchemas.PREFIX + namespace), open));
        LiveConfig<?> here = live.get(namespace);
        if (sealing.hasForeign(stored)) {
            // Somebody without keys may change what is no secret; instances look at the rest.
            Set<String> hidden = Sealing.places(stored);
            problems.removeIf(problem -> hidden.stream().anyMatch(place -> isAt(place, problem)));
        } else if (here != null) {
            problems.addAll(here.problems(open));
        }
        return problems;
    }

    /** There, or within: not at a place whose name only begins the same. */
    private static boolean isAt(String place, String problem) {
        return problem.startsWith(place + " ") || problem.startsWith(place + "/");
    }
}
