package dev.leat.core.health;

/** Looks at one thing that a service needs. Called on a thread of its own, never twice at a time. */
@FunctionalInterface
public interface Check {
    /**
     * Should answer within the time that {@link HealthBuilder#atMost} allows; until it does, it counts as critical.
     *
     * @throws Exception counts as critical, with its message
     */
    Finding check() throws Exception;
}
