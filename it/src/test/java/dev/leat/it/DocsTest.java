package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of docs/: the tests it names exist, and its links lead somewhere. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern ANNOTATED = Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b");

    private static final Map<String, List<Path>> SOURCES = new HashMap<>();

    @BeforeAll
    static void findTests() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            all.filter(path -> path.toString()
                            .contains(Path.of("src", "test", "java").toString()))
                    .filter(path -> path.toString().endsWith(".java"))
                    .forEach(path -> SOURCES.computeIfAbsent(
                                    path.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                            .add(path));
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve("docs"))) {
            return all.filter(path -> path.toString().endsWith(".md")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatItNamesExists(Path page) {
        List<String> missing = new ArrayList<>();
        for (Matcher reference = REFERENCE.matcher(read(page)); reference.find(); ) {
            if (!isTest(reference.group(1), reference.group(2))) {
                missing.add(reference.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsLinksLeadSomewhere(Path page) {
        List<String> dead = new ArrayList<>();
        for (Matcher link = LINK.matcher(read(page)); link.find(); ) {
            if (!link.group(1).contains("://")
                    && !Files.exists(ROOT.resolve("docs").resolve(link.group(1)))) {
                dead.add(link.group(1));
            }
        }

        assertThat(dead).isEmpty();
    }

    /** Tests of other modules are not on the class path; their sources are there. */
    private static boolean isTest(String type, String method) {
        List<Path> found = SOURCES.getOrDefault(type, List.of());
        if (found.size() != 1) {
            return false;
        }
        String source = read(found.get(0));
        int at = source.indexOf(" void " + method + "(");
        return at >= 0
                && ANNOTATED
                        .matcher(source.substring(source.lastIndexOf("\n\n", at), at))
                        .find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
