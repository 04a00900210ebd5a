package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example flows do what their scripts say, which lead into every state that they have. */
class ExampleRunsTest {
    private static final Path EXAMPLES = Path.of("../examples");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("flows"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachRunGoesAsItsScriptSaysAndTogetherTheyGoEverywhere(String name) throws IOException {
        String yaml = Files.readString(EXAMPLES.resolve("flows").resolve(name + ".yaml"));
        Script script = new Script(yaml);

        script.follow(Files.readAllLines(EXAMPLES.resolve("flow-runs").resolve(name + ".txt")));

        Flow flow = Run.machine(yaml).flow();
        Set<String> all = new TreeSet<>();
        add(flow.states(), "", all);
        assertThat(script.entered()).isEqualTo(all);
    }

    private static void add(Map<String, State> states, String before, Set<String> all) {
        for (State state : states.values()) {
            all.add(before + state.name());
            state.parallel()
                    .ifPresent(parallel -> parallel.branches()
                            .forEach((name, branch) ->
                                    add(branch.states(), before + state.name() + "." + name + ".", all)));
        }
    }
}
