package dev.leat.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports as JSON that a console shows. */
enum ReportSerde implements Serde<InstanceReport> {
    INSTANCE;

    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE))
            .build();

    @Override
    public byte[] serialize(String topic, Headers headers, InstanceReport report) {
        ObjectNode all = MAPPER.createObjectNode();
        all.put("format", FORMAT);
        all.set("report", MAPPER.valueToTree(report));
        return MAPPER.writeValueAsBytes(all);
    }

    /** @throws SerdeException without what is in it */
    @Override
    public InstanceReport deserialize(String topic, Headers headers, byte[] bytes) {
        try {
            JsonNode all = MAPPER.readTree(bytes);
            if (all.path("format").asInt(0) == FORMAT) {
                return whole(MAPPER.treeToValue(all.path("report"), InstanceReport.class));
            }
        } catch (JacksonException e) {
            // told below
        }
        throw new SerdeException("it is no report of format " + FORMAT);
    }

    /** A member that is missing is null for Jackson. */
    @SuppressWarnings({"ConstantValue", "NullAway"})
    private static InstanceReport whole(@Nullable InstanceReport report) {
        if (report == null
                || report.instance() == null
                || report.labels() == null
                || report.time() == null
                || report.interval() == null
                || report.namespaces() == null
                || report.namespaces().stream()
                        .anyMatch(status -> status == null || status.namespace() == null || status.origin() == null)) {
            throw new SerdeException("it is a report that lacks a member");
        }
        return report;
    }
}
