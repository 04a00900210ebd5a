package dev.leat.spring.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.spring.LeatAutoConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/spring.md shows what is compiled and run here, and the properties that there are. */
class SpringPageTest {
    private final String page = Files.readString(Path.of("../docs/spring.md"));

    SpringPageTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "Order", "Billing", "Trail", "Customizing", "BillingTest", "Desk", "DeskTest"})
    void codeIsShownAsItIsHere(String name) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/spring/page/" + name + ".java"));
        String[] parts = source.split(" *// page:(begin|end)\n", -1);

        assertThat(parts.length).isGreaterThanOrEqualTo(3);
        assertThat(page).contains(parts[1].stripIndent());
    }

    @Test
    void propertiesOfThePageAreThoseThatEditorsKnow() throws IOException {
        String metadata = new String(
                LeatAutoConfiguration.class
                        .getResourceAsStream("/META-INF/spring-configuration-metadata.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(names(page, "`(leat\\.[a-z-]+(?:\\.[a-z-]+)?)[^`]*`(?=[^\\n]*\\|)"))
                .containsAll(names(metadata, "\"name\": \"(leat\\.[a-z-]+(?:\\.[a-z-]+)?)\",\\s+\"type\": \"java"));
    }

    private static Set<String> names(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(each -> each.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
