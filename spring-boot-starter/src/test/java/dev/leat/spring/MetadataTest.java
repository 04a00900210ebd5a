package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.listener.ListenerGroup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors know of our properties: all there are, and none that are not. */
class MetadataTest {
    private final JsonNode metadata = metadata();

    private static JsonNode metadata() {
        try (InputStream in = Objects.requireNonNull(
                LeatProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyOptionOfAGroupIsOneOfItsTypeAndNoneIsStale() {
        List<String> options = Stream.concat(
                        Arrays.stream(ListenerGroup.class.getDeclaredMethods()).map(Method::getName),
                        Stream.of("properties"))
                .filter(name -> !name.equals("value"))
                .toList();

        assertThat(Arrays.stream(LeatOptions.Group.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void everyPropertyIsThereWithWhatItIsFor() {
        List<String> names = metadata.get("properties")
                .valueStream()
                .filter(property -> !property.path("description").asString().isBlank())
                .map(property -> property.get("name").asString())
                .toList();

        assertThat(names)
                .contains("leat.brokers", "leat.groups", "leat.properties", "leat.stop-within", "leat.health.readiness")
                .hasSameSizeAs(metadata.get("properties").valueStream().toList());
        assertThat(names.stream().map(name -> name.split("\\.", -1)[1]).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(LeatOptions.class, LeatProperties.class)
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .map(component -> OurNames.dashed(component.getName()))
                        .toList());
    }
}
