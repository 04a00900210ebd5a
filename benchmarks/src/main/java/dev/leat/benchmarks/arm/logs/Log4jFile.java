package dev.leat.benchmarks.arm.logs;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Log4j 2, with contexts of their own. */
final class Log4jFile {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} [%t] %-5level %logger{36} - %msg%n";

    private Log4jFile() {}

    static Lines lines(Path file) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.ERROR);
        builder.add(builder.newAppender("file", "File")
                .addAttribute("fileName", file.toString())
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN)));
        builder.add(builder.newAppender("async", "Async")
                .addAttribute("blocking", false)
                .addComponent(builder.newAppenderRef("file")));
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("async")));
        return lines(builder.build());
    }

    static Lines lines(Configuration configuration) {
        LoggerContext context = new LoggerContext("bench-" + System.nanoTime());
        context.start(configuration);
        Logger logger = context.getLogger(Equipped.LOGGER);
        return new Lines() {
            @Override
            public void log(long number) {
                logger.info(TEXT, number, number % 1_000, 12.5);
            }

            @Override
            public void close() {
                context.stop();
            }
        };
    }
}
