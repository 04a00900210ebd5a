package dev.leat.cdi;

import dev.leat.core.Serde;
import dev.leat.json.Json;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

/** Values as JSON where module {@code json} is there. The only class that knows it. */
final class JsonSerdes {
    private JsonSerdes() {}

    static Optional<Function<Type, Serde<?>>> ifThere() {
        return Beans.isThere("dev.leat.json.Json") ? Optional.of(all()) : Optional.empty();
    }

    private static Function<Type, Serde<?>> all() {
        return Json::ofType;
    }
}
