package dev.leat.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Spring's side of Leat asks for. Everything else is read where it belongs, see {@link LeatOptions}.
 *
 * @param enabled whether there is anything of Leat in the application.
 * @param autoStart whether listeners start with the application; otherwise by Listeners.start().
 * @param stopWithin how long running listeners are waited for when the application ends; the last quarter is for committing and leaving.
 * @param health what is told by Actuator.
 * @param config live configuration, with leat-config.
 */
@ConfigurationProperties("leat")
record LeatProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean autoStart,
        @DefaultValue("30s") Duration stopWithin,
        @DefaultValue Health health,
        @DefaultValue Config config) {
    /**
     * What is told by Actuator.
     *
     * @param readiness whether the application counts as ready only once each group has had its partitions assigned, or is known to get none.
     * @param liveness whether the application counts as broken once a group or broadcast has ended by itself, or a group does not answer any more.
     * @param every from the end of one check to the next.
     * @param standing after which a partition that has something to do and does not move is told.
     */
    record Health(
            @DefaultValue("true") boolean readiness,
            @DefaultValue("false") boolean liveness,
            @DefaultValue("5s") Duration every,
            @DefaultValue("1m") Duration standing) {}

    /**
     * Live configuration, with leat-config.
     *
     * @param topic where it is kept.
     * @param namespaces whose values are properties of the application; of two that have the same name the first wins.
     * @param lastKnownGood folder that keeps the last good version of each namespace, for a start without Kafka. Default none.
     * @param startWithin how long the start waits for Kafka before it goes on with what was kept, or the defaults.
     * @param instance by which this instance is told from others. Default the names of host and process, and a number.
     * @param labels what is true of this instance, for versions that are for some alone.
     * @param overrides folder with files whose members win over whatever is published. Default none.
     * @param secretsFile file with the keys that secrets are encrypted with. Default none.
     * @param reportEvery how often this instance reports what it runs; at each change it does so at once.
     */
    record Config(
            @DefaultValue("leat.config") String topic,
            @DefaultValue List<String> namespaces,
            @Nullable String lastKnownGood,
            @DefaultValue("10s") Duration startWithin,
            @Nullable String instance,
            @DefaultValue Map<String, String> labels,
            @Nullable String overrides,
            @Nullable String secretsFile,
            @DefaultValue("1m") Duration reportEvery) {}
}
