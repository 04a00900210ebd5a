package dev.leat.benchmarks.arm.logs;

import dev.leat.logs.LogCounts;
import dev.leat.logs.logback.KafkaAppender;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** To Kafka, with the settings that Leat's appenders have. */
final class LeatLines implements Lines {
    /** What the settings let it hold, in bytes. */
    private static final long BOUND = 32L << 20;

    private final Lines lines;
    private final Supplier<LogCounts> counts;

    private LeatLines(Lines lines, Supplier<LogCounts> counts) {
        this.lines = lines;
        this.counts = counts;
    }

    static LeatLines logback(LogsRun run) {
        KafkaAppender appender = new KafkaAppender();
        appender.setBrokers(run.brokers());
        appender.setTopic(run.topic());
        appender.setService("orders");
        Lines lines = Equipped.logback(appender);
        return new LeatLines(lines, () -> appender.shipper().orElseThrow().counts());
    }

    static Lines log4j(LogsRun run) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.ERROR);
        builder.add(builder.newAppender("kafka", "LeatKafka")
                .addAttribute("brokers", run.brokers())
                .addAttribute("topic", run.topic())
                .addAttribute("service", "orders"));
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("kafka")));
        return Log4jFile.lines(builder.build());
    }

    @Override
    public void log(long number) {
        lines.log(number);
    }

    /** Its own summaries of what was dropped are among them. */
    long offered() {
        return counts.get().offered();
    }

    long sent() {
        return counts.get().sent();
    }

    long dropped() {
        return counts.get().dropped();
    }

    long waiting() {
        return counts.get().waiting();
    }

    long bound() {
        return BOUND;
    }

    @Override
    public void close() {
        lines.close();
    }
}
