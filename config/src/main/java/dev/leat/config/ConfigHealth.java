package dev.leat.config;

import dev.leat.core.health.Check;
import dev.leat.core.health.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether all namespaces of a store are as they should be. A warning at most: what is in force has passed all checks, so an instance with a rejected or an old version does its
 * work. Made by {@link ConfigStore#health()}.
 */
final class ConfigHealth implements Check {
    private final ConfigStore store;

    ConfigHealth(ConfigStore store) {
        this.store = store;
    }

    @Override
    public Finding check() throws InterruptedException {
        List<ConfigStatus> all = store.status();
        String text = all.isEmpty()
                ? "no namespace is live"
                : all.stream()
                        .map(status -> store.refusal().map(status::text).orElseGet(status::toString))
                        .collect(Collectors.joining(". "));
        return all.stream().allMatch(ConfigStatus::isWell) ? Finding.ok(text) : Finding.warning(text);
    }
}
