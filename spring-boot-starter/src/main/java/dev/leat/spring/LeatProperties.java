package dev.leat.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Spring's side of Leat asks for. Everything else is read where it belongs, see {@link LeatOptions}.
 *
 * @param enabled whether there is anything of Leat in the application.
 * @param autoStart whether listeners start with the application; otherwise by Listeners.start().
 * @param stopWithin how long running listeners are waited for when the application ends; the last quarter is for committing and leaving.
 * @param health what is told by Actuator.
 */
@ConfigurationProperties("leat")
record LeatProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean autoStart,
        @DefaultValue("30s") Duration stopWithin,
        @DefaultValue Health health) {
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
}
