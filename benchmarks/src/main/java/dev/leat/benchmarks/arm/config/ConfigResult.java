package dev.leat.benchmarks.arm.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, sample by sample; empty or null what that kind of run does not measure.
 *
 * @param toAllMillis for each version, from the call that publishes it until the last instance had been told
 * @param toEachMillis for each version and instance, from when it was written until the instance had it
 * @param publishMillis for each version, how long the call took
 * @param firstStartMillis from the first use of the library in a fresh JVM
 * @param laterStartMillis in the same JVM, later
 * @param threadsOfOne by name, numbers and names of instances left out, beside one idle instance
 * @param threadsOfAll the same beside all
 * @param foreignCores how many cores were busy for neither this JVM nor the broker, on average
 * @param failure why there is nothing; null if all went well
 */
public record ConfigResult(
        List<Double> toAllMillis,
        List<Double> toEachMillis,
        List<Double> publishMillis,
        @Nullable Double firstStartMillis,
        List<Double> laterStartMillis,
        Map<String, Integer> threadsOfOne,
        Map<String, Integer> threadsOfAll,
        @Nullable Double foreignCores,
        @Nullable String failure) {
    public static ConfigResult propagation(List<Double> toAll, List<Double> toEach, List<Double> publish) {
        return new ConfigResult(toAll, toEach, publish, null, List.of(), Map.of(), Map.of(), null, null);
    }

    public static ConfigResult published(List<Double> publish) {
        return propagation(List.of(), List.of(), publish);
    }

    public static ConfigResult starts(double first, List<Double> later) {
        return new ConfigResult(List.of(), List.of(), List.of(), first, later, Map.of(), Map.of(), null, null);
    }

    public static ConfigResult threads(Map<String, Integer> ofOne, Map<String, Integer> ofAll) {
        return new ConfigResult(List.of(), List.of(), List.of(), null, List.of(), ofOne, ofAll, null, null);
    }

    public static ConfigResult failed(String why) {
        return new ConfigResult(List.of(), List.of(), List.of(), null, List.of(), Map.of(), Map.of(), null, why);
    }

    ConfigResult beside(@Nullable Double foreign) {
        return new ConfigResult(
                toAllMillis,
                toEachMillis,
                publishMillis,
                firstStartMillis,
                laterStartMillis,
                threadsOfOne,
                threadsOfAll,
                foreign,
                failure);
    }
}
