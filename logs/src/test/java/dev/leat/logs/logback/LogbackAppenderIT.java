package dev.leat.logs.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.logs.LogCounts;
import dev.leat.logs.LogLevel;
import dev.leat.logs.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import tools.jackson.databind.JsonNode;

@EmbeddedKafka
class LogbackAppenderIT {
    @Test
    void whatIsLoggedStandsInTheTopic(Leat leat, TestNames names) throws Exception {
        String topic = names.topic("logs", 1);
        LoggerContext context = context(leat, topic);
        KafkaAppender appender = appender(context);
        Instant before = Instant.now();
        Logger logger = context.getLogger("billing.Invoices");
        context.getMDCAdapter().put("orderId", "o-1");
        context.getMDCAdapter().put("traceId", "0af7651916cd43dd8448eb211c80319c");
        context.getMDCAdapter().put("spanId", "b7ad6b7169203331");

        logger.info("paid {} of {}", 3, 4);
        context.getMDCAdapter().clear();
        logger.atWarn()
                .addMarker(MarkerFactory.getMarker("MONEY"))
                .addKeyValue("amount", 12)
                .setCause(new IllegalStateException("no \"ink\"\n"))
                .log("not printed");
        context.stop();

        var records = Topics.read(leat.properties(), topic);
        assertThat(records).hasSize(2);
        JsonNode first = Topics.value(records.get(0));
        assertThat(first.at("/message").asString()).isEqualTo("paid 3 of 4");
        assertThat(first.at("/log.level").asString()).isEqualTo("INFO");
        assertThat(first.at("/log.logger").asString()).isEqualTo("billing.Invoices");
        assertThat(first.at("/service.name").asString()).isEqualTo("billing");
        assertThat(first.at("/service.version").asString()).isEqualTo("1.4.2");
        assertThat(first.at("/service.environment").asString()).isEqualTo("test");
        assertThat(first.at("/process.pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(first.at("/process.thread.name").asString())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(first.at("/event.sequence").asLong()).isEqualTo(1);
        assertThat(first.at("/labels").toString()).isEqualTo("{\"orderId\":\"o-1\"}");
        assertThat(first.at("/trace.id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(first.at("/span.id").asString()).isEqualTo("b7ad6b7169203331");
        Instant time = Instant.parse(first.at("/@timestamp").asString());
        assertThat(time).isBetween(before.minusMillis(1), Instant.now());
        assertThat(records.get(0).timestamp()).isEqualTo(time.toEpochMilli());
        assertThat(new String(records.get(0).key(), StandardCharsets.UTF_8))
                .isEqualTo(first.at("/service.node.name").asString())
                .contains("-" + ProcessHandle.current().pid() + "-");
        assertThat(Topics.header(records.get(0), "content-type")).isEqualTo("application/json");
        assertThat(Topics.header(records.get(0), "leat-log-service")).isEqualTo("billing");
        assertThat(Topics.header(records.get(1), "leat-log-level")).isEqualTo("WARN");
        JsonNode second = Topics.value(records.get(1));
        assertThat(second.at("/tags").toString()).isEqualTo("[\"MONEY\"]");
        assertThat(second.at("/labels").toString()).isEqualTo("{\"amount\":\"12\"}");
        assertThat(second.at("/error.type").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(second.at("/error.message").asString()).isEqualTo("no \"ink\"\n");
        assertThat(second.at("/error.stack_trace").asString())
                .startsWith("java.lang.IllegalStateException: no \"ink\"")
                .contains("at dev.leat.logs.logback.LogbackAppenderIT");
        LogCounts counts = appender.shipper().orElseThrow().counts();
        assertThat(counts.sent()).isEqualTo(2);
        assertThat(counts.sent(LogLevel.WARN)).isEqualTo(1);
        assertThat(counts.waiting()).isZero();
    }

    private static LoggerContext context(Leat leat, String topic) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("brokers", String.valueOf(leat.properties().get("bootstrap.servers")));
        context.putProperty("topic", topic);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogbackAppenderIT.class.getResource("kafka.xml"));
        return context;
    }

    private static KafkaAppender appender(LoggerContext context) {
        return (KafkaAppender) context.getLogger("ROOT").getAppender("kafka");
    }
}
