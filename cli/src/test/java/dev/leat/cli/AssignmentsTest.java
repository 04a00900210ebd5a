package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
    @Test
    void valuesAreJsonOrTheTextThatTheyAre() {
        assertThat(patch(
                        "n=500",
                        "dec=10.0",
                        "t=true",
                        "text=high tide",
                        "empty=",
                        "quoted=\"5\"",
                        "zip=007",
                        "gone=null"))
                .isEqualTo("{\"n\":500,\"dec\":10.0,\"t\":true,\"text\":\"high tide\",\"empty\":\"\",\"quoted\":\"5\","
                        + "\"zip\":\"007\",\"gone\":null}");
        assertThat(patch("all=[1,{\"a\":2}]", "url=http://a/?b=c"))
                .isEqualTo("{\"all\":[1,{\"a\":2}],\"url\":\"http://a/?b=c\"}");
    }

    @Test
    void namesArePathsWithDotsOrPointers() {
        assertThat(patch("limits.ceiling=1", "limits.floor.low=0", "/a.b/c~1d/e~0f=2"))
                .isEqualTo("{\"limits\":{\"ceiling\":1,\"floor\":{\"low\":0}},\"a.b\":{\"c/d\":{\"e~f\":2}}}");
    }

    @Test
    void whatCannotBeMeantIsNamedWithoutItsValue() {
        refused("no name and value", "secret");
        refused("no name and value", "=secret");
        refused("'a' is given twice", "a=secret", "a=secret");
        refused("'a.b' is given twice, or is part of another", "a=secret", "a.b=secret");
        refused("'a' is given twice, or is part of another", "a.b=secret", "a=secret");
        refused("'names.0' goes into an array at 'names'", "names.0=secret");
    }

    private static void refused(String message, String... assignments) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> patch(assignments))
                .withMessageContaining(message)
                .withMessageNotContaining("secret");
    }

    private static String patch(String... assignments) {
        return JsonText.line(Assignments.patch(
                List.of(assignments), JsonText.parse("{\"names\":[\"a\"]}").orElseThrow()));
    }
}
