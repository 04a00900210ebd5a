package dev.leat.cdi.app;

import dev.leat.listener.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;

/** Where the application is told of brokers, topics and groups. */
@ApplicationScoped
public class Settings {
    private static volatile Map<String, String> all = Map.of();

    public static void are(Map<String, String> settings) {
        all = Map.copyOf(settings);
    }

    @Produces
    Configuration configuration() {
        return Configuration.of(all);
    }
}
