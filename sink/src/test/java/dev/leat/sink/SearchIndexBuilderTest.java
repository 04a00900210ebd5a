package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexBuilderTest {
    private static SearchIndexBuilder index() {
        return SearchIndex.at("http://localhost:9200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "my logs", "logs^x", "a`b", "a[b]", "50%", "{a}", "a|b", "a/b", "a?b", "a#b", "Logs", "_a", ".."
            })
    void aTemplateThatNoneCanBeCalledIsRefused(String name) {
        assertThatThrownBy(() -> index().template(name).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("template '" + name + "' cannot be the name of a template");
        assertThatCode(() -> index().template(name).withoutTemplate().build()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs^x-{date}", "a`b", "a[b]", "50%-{date}", "my logs"})
    void aNameThatIsNoPartOfAnAddressIsRefused(String pattern) {
        assertThatThrownBy(() -> index().name(pattern).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name '" + pattern + "' cannot be the name of an index");
    }

    @Test
    void whatIsAllowedIsEncodedInTheAddress() {
        assertThatCode(() -> index().template("pr\u00fcf+a:1")
                        .name("pr\u00fcf-{date}")
                        .build())
                .doesNotThrowAnyException();
        assertThat(URI.create("http://localhost/" + IndexClient.encoded("pr\u00fcf+a:1 ^"))
                        .getRawPath())
                .isEqualTo("/pr%C3%BCf%2Ba%3A1%20%5E");
    }
}
