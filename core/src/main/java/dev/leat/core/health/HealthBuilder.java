package dev.leat.core.health;

import dev.leat.core.ConfigurationException;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a {@link Health} looks at. For one thread; {@link #build()} checks everything at once. */
public final class HealthBuilder {
    private final Surroundings surroundings;
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Duration interval = Duration.ofSeconds(5);
    private Duration atMost = Duration.ofSeconds(5);
    private Duration criticalAfter = Duration.ZERO;
    private String version = "";

    HealthBuilder(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Adds a check: {@link BrokerCheck}, {@link GroupCheck}, or one of your own. */
    public HealthBuilder check(String name, Check check) {
        if (name.isBlank()) {
            problems.add("a check has a blank name; it is needed to tell it from others");
        } else if (checks.putIfAbsent(name, check) != null) {
            problems.add("there are two checks named '" + name + "'; give one of them another name");
        }
        return this;
    }

    /** From the end of one check to the next of the same name. Default 5 seconds; each is up to 5 % shorter or longer. */
    public HealthBuilder every(Duration interval) {
        this.interval = interval;
        return this;
    }

    /** How long a check may take before it counts as critical; another one is not begun until it has returned. Default 5 seconds. */
    public HealthBuilder atMost(Duration longest) {
        this.atMost = longest;
        return this;
    }

    /**
     * How long a check must have been critical, without being well in between, before the whole is; until then it counts as a warning.
     * Default zero.
     */
    public HealthBuilder criticalAfter(Duration duration) {
        this.criticalAfter = duration;
        return this;
    }

    /** Of the service; shown in reports. Default empty. */
    public HealthBuilder version(String version) {
        this.version = version;
        return this;
    }

    /**
     * Nothing is checked before {@link Health#start()}.
     *
     * @throws ConfigurationException naming all that cannot work
     */
    public Health build() {
        List<String> all = new ArrayList<>(problems);
        if (interval.isNegative() || interval.isZero()) {
            all.add("every is " + interval + ", must be longer than zero");
        }
        if (atMost.isNegative() || atMost.isZero()) {
            all.add("atMost is " + atMost + ", must be longer than zero");
        }
        if (criticalAfter.isNegative()) {
            all.add("criticalAfter is " + criticalAfter + ", must not be negative");
        }
        if (!all.isEmpty()) {
            throw new ConfigurationException("health", all);
        }
        return new Health(surroundings, checks, interval, atMost, criticalAfter, version);
    }
}
