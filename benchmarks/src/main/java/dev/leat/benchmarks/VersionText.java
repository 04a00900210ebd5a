package dev.leat.benchmarks;

import dev.leat.benchmarks.report.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code leat bench --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var versions = Versions.ofBuild();
        return new String[] {
            "leat " + versions.leat(),
            "Kafka " + versions.kafka() + ", Spring for Apache Kafka " + versions.springKafka() + ", Parallel Consumer "
                    + versions.parallelConsumer() + ", Java " + Runtime.version()
        };
    }
}
