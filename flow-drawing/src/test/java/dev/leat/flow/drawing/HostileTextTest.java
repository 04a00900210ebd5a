package dev.leat.flow.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Flow;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Files come from anywhere, and pictures go into pages: no text of a flow is ever more than a text. */
class HostileTextTest {
    private static final List<String> TEXTS = List.of(
            "</text><script>alert(1)</script>",
            "\" onload=\"alert(1)",
            "' & &lt; &#x3c;",
            "]]> --> <!--",
            "\\\"]; evil -> n0 [label=\\\"",
            "\\",
            "n1\"] --> evil[\"x",
            "end; click n0 href javascript:alert(1)",
            "`**#quot;**`",
            "%%{init: {}}%%",
            "\\N \\G &amp; \u0001\u000b\u2028 \ud83d\ude80");

    @Test
    void isTextInSvg() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(Drawing.of(flow()).svg())));

        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> attributes = new TreeSet<>();
        NodeList elements = document.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            names.add(element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                attributes.add(element.getAttributes().item(j).getNodeName());
            }
        }
        assertThat(names).containsExactly("circle", "desc", "g", "path", "rect", "style", "svg", "text", "title");
        assertThat(attributes)
                .containsExactly(
                        "class",
                        "cx",
                        "cy",
                        "d",
                        "data-from",
                        "data-state",
                        "data-to",
                        "height",
                        "id",
                        "r",
                        "role",
                        "rx",
                        "text-anchor",
                        "viewBox",
                        "width",
                        "x",
                        "xmlns",
                        "y");
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo(TEXTS.get(0));
    }

    @Test
    void isTextInMermaid() {
        assertThat(Drawing.of(flow()).mermaid().lines().filter(line -> !line.startsWith("  classDef ")))
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.matches("flowchart LR"
                        + "| +n\\d+(\\(\\(\" \"\\)\\)|[(\\[]{1,2}\"([\\p{L}\\p{N}\\p{So} ]|#\\d+;|</?b>|<br/>)*\"[)\\]]{1,2}(:::[a-z]+)?)"
                        + "| +n\\d+ -(\\.-|-)>(\\|\"([\\p{L}\\p{N} ]|#\\d+;|<br/>)*\"\\|)? n\\d+"));
    }

    @Test
    void isTextInDot() {
        String dot = Drawing.of(flow()).dot();

        String bare = dot.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");
        assertThat(bare).matches("[\\w\\s{}\\[\\];,=>.-]*").doesNotContain("evil", "click", "init");
        assertThat(dot.codePoints()).noneMatch(letter -> letter < ' ' && letter != '\n');
    }

    private static Flow flow() {
        List<String> lines = new ArrayList<>();
        lines.add("flow: hostile");
        lines.add("description: " + quoted(TEXTS.get(0)));
        lines.add("initial: " + quoted("s " + TEXTS.get(0)));
        lines.add("states:");
        for (int i = 0; i < TEXTS.size(); i++) {
            String next = i + 1 < TEXTS.size() ? "s " + TEXTS.get(i + 1) : "done";
            lines.add("  " + quoted("s " + TEXTS.get(i)) + ":");
            lines.add("    command: " + quoted("c " + TEXTS.get(i)));
            lines.add("    timeout: {after: 1h, to: failed}");
            lines.add("    manual: {roles: [" + quoted("r " + TEXTS.get(i)) + "], actions: {Go: "
                    + quoted("e " + TEXTS.get(i)) + "}}");
            lines.add("    on: {" + quoted("e " + TEXTS.get(i)) + ": [{to: " + quoted(next) + ", if: "
                    + quoted("data.x == '\"]; -> <b>'") + "}, failed]}");
        }
        lines.add("  done: {final: success}");
        lines.add("  failed: {final: failed}");
        return FlowFiles.flow(String.join("\n", lines));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(letter -> quoted.append(
                        letter < ' '
                                ? String.format("\\x%02x", letter)
                                : letter == '"' || letter == '\\'
                                        ? "\\" + Character.toString(letter)
                                        : Character.toString(letter)));
        return quoted.append('"').toString();
    }
}
