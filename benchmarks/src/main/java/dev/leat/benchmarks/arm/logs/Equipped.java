package dev.leat.benchmarks.arm.logs;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;

/** Loggers of one framework each, with one appender. */
final class Equipped {
    static final String LOGGER = "dev.shop.orders.OrderDesk";
    private static final String PATTERN = "%d{HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n";

    private Equipped() {}

    static Lines lines(Way way, LogsRun run) {
        return switch (way) {
            case NONE -> logback(new Nowhere());
            case LEAT -> LeatLines.logback(run);
            case LEAT_LOG4J -> LeatLines.log4j(run);
            case LOGBACK_FILE -> logbackFile(Path.of(run.folder(), "logback.log"));
            case LOG4J_FILE -> Log4jFile.lines(Path.of(run.folder(), "log4j.log"));
        };
    }

    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    private static final class Nowhere extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {}
    }

    /** @param appender not started yet */
    static Lines logback(Appender<ILoggingEvent> appender) {
        LoggerContext context = context();
        appender.setContext(context);
        return logback(context, appender);
    }

    private static Lines logback(LoggerContext context, Appender<ILoggingEvent> appender) {
        appender.start();
        Logger logger = context.getLogger(LOGGER);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
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

    /** Its settings, but that it drops what it has no room for instead of waiting, as Leat's does. */
    static Lines logbackFile(Path file) {
        LoggerContext context = context();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        FileAppender<ILoggingEvent> to = new FileAppender<>();
        to.setContext(context);
        to.setFile(file.toString());
        to.setEncoder(encoder);
        to.start();
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setNeverBlock(true);
        async.addAppender(to);
        return logback(context, async);
    }
}
