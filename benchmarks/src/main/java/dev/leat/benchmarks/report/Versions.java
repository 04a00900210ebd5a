package dev.leat.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Of what is compared, as the build chose them. */
public record Versions(String leat, String kafka, String springKafka, String parallelConsumer) {
    public static Versions ofBuild() {
        var build = new Properties();
        try (var in = Versions.class.getResourceAsStream("/dev/leat/benchmarks/build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties, a part of the program, cannot be read", e);
        }
        return new Versions(
                build.getProperty("leat", "unknown"),
                build.getProperty("kafka", "unknown"),
                build.getProperty("spring-kafka", "unknown"),
                build.getProperty("parallel-consumer", "unknown"));
    }
}
