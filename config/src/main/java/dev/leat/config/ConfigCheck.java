package dev.leat.config;

import java.util.List;

/**
 * Says what is wrong with a configuration before it comes into force. Called before something is published, and on each instance before it is applied; from any
 * thread. What it throws counts as a problem.
 *
 * @param <T> what the configuration is read as
 * @since 0.1
 */
@FunctionalInterface
public interface ConfigCheck<T> {
    /** One sentence for each thing that is wrong, naming the member and never the value of a secret; none if all is well. */
    List<String> problems(T values);
}
