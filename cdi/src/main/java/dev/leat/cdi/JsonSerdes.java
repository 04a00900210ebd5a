package dev.leat.cdi;

import dev.leat.json.Json;
import dev.leat.listener.ListenersBuilder;

/** Values as JSON where module {@code json} is on the class path. The only class that knows it. */
final class JsonSerdes {
    private JsonSerdes() {}

    static boolean areThere() {
        try {
            Class.forName("dev.leat.json.Json", false, JsonSerdes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static void addTo(ListenersBuilder builder) {
        builder.serdes(Json::ofType);
    }
}
