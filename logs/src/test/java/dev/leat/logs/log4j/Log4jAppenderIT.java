package dev.leat.logs.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.logs.LogLevel;
import dev.leat.logs.LogShipper;
import dev.leat.logs.Topics;
import java.util.Objects;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EmbeddedKafka
class Log4jAppenderIT {
    @Test
    void whatIsLoggedStandsInTheTopic(Leat leat, TestNames names) throws Exception {
        String topic = names.topic("logs", 1);
        // Log4j looks variables up in the properties of the system; no other test has these two.
        System.setProperty(
                "leat.test.log4j.brokers", String.valueOf(leat.properties().get("bootstrap.servers")));
        System.setProperty("leat.test.log4j.topic", topic);
        LoggerContext context = new LoggerContext("own");
        try (var file = Objects.requireNonNull(Log4jAppenderIT.class.getResourceAsStream("kafka.xml"))) {
            context.start(new XmlConfiguration(context, new ConfigurationSource(file)));
        }
        KafkaAppender appender = context.getConfiguration().getAppender("kafka");
        LogShipper shipper = appender.shipper();
        var logger = context.getLogger("billing.Invoices");
        ThreadContext.put("orderId", "o-1");

        logger.info("paid {} of {}", 3, 4);
        ThreadContext.clearAll();
        logger.fatal(
                MarkerManager.getMarker("CARD").addParents(MarkerManager.getMarker("MONEY")),
                "x".repeat(5_000),
                new IllegalStateException("no ink"));
        logger.trace("below the level");
        context.stop();

        var records = Topics.read(leat.properties(), topic);
        assertThat(records).hasSize(2);
        JsonNode first = Topics.value(records.get(0));
        assertThat(first.at("/message").asString()).isEqualTo("paid 3 of 4");
        assertThat(first.at("/log.logger").asString()).isEqualTo("billing.Invoices");
        assertThat(first.at("/service.name").asString()).isEqualTo("billing");
        assertThat(first.at("/labels").toString()).isEqualTo("{\"orderId\":\"o-1\"}");
        assertThat(first.at("/process.thread.name").asString())
                .isEqualTo(Thread.currentThread().getName());
        JsonNode second = Topics.value(records.get(1));
        assertThat(second.at("/log.level").asString()).isEqualTo("FATAL");
        assertThat(second.at("/message").asString()).endsWith("x… [1000 of 5000 characters]");
        assertThat(second.at("/tags").toString()).isEqualTo("[\"CARD\",\"MONEY\"]");
        assertThat(second.at("/error.type").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(second.at("/error.stack_trace").asString()).contains("at dev.leat.logs.log4j.Log4jAppenderIT");
        assertThat(shipper.counts().sent(LogLevel.FATAL)).isEqualTo(1);
        assertThat(shipper.counts().sent()).isEqualTo(2);
        assertThat(shipper.counts().shortened()).isEqualTo(1);
    }
}
