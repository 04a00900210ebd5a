package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlowCheckCommandTest {
    private static final List<String> GOOD = List.of(
            "flow: order",
            "initial: open",
            "events: {paid: , shipped: }",
            "states:",
            "  open: {on: {paid: done}}",
            "  done: {final: success}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines).toString();
    }

    @Test
    void aWarningIsAnErrorForThoseWhoWantItStrict() throws IOException {
        String file = file("order.yaml", GOOD);

        Shell easy = Shell.run("flow", "check", file);
        Shell strict = Shell.run("flow", "check", "--strict", file);

        assertThat(easy.exitCode()).isZero();
        assertThat(easy.outLines()).hasSize(2);
        assertThat(easy.outLines().get(0)).startsWith(file + ":3:18: warning[unused-event] events.shipped: ");
        assertThat(easy.outLines().get(1)).isEqualTo(file + ": order version 1, 2 states: 0 errors, 1 warning");
        assertThat(strict.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(strict.outLines().get(0)).startsWith(file + ":3:18: error[unused-event] events.shipped: ");
    }

    @Test
    void allFilesAreTold() throws IOException {
        String good = file("good.yaml", GOOD);
        String bad = file("bad.yaml", List.of("flow: order", "initial: opne", "states:", "  open: {final: success}"));

        Shell shell = Shell.run("flow", "check", "--json", good, bad);

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        var all = JsonText.parse(shell.out()).orElseThrow();
        assertThat(all.at("/errors").asInt()).isEqualTo(1);
        assertThat(all.at("/warnings").asInt()).isEqualTo(1);
        assertThat(all.at("/files/0/flow").asString()).isEqualTo("order");
        assertThat(all.at("/files/0/hash").asString()).matches("[0-9a-f]{64}");
        assertThat(all.at("/files/1/flow").isMissingNode()).isTrue();
        var problem = all.at("/files/1/problems/0");
        assertThat(problem.at("/code").asString()).isEqualTo("unknown-state");
        assertThat(problem.at("/line").asInt()).isEqualTo(2);
        assertThat(problem.at("/column").asInt()).isEqualTo(10);
        assertThat(problem.at("/path").asString()).isEqualTo("initial");
        assertThat(problem.at("/remedy").asString()).isEqualTo("did you mean 'open'?");
    }

    @Test
    void nothingIsWrongWithTheExamples() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("flow", "check", "--strict"));
        try (Stream<Path> examples = Files.list(Path.of("../examples/flows"))) {
            examples.sorted().forEach(example -> arguments.add(example.toString()));
        }

        Shell shell = Shell.run(arguments.toArray(String[]::new));

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.outLines())
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).endsWith("nothing is wrong"));
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        String file = folder.resolve("no-such.yaml").toString();

        Shell shell = Shell.run("flow", "check", file);

        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.outLines().get(0)).contains("error[unreadable] it is not there");
    }
}
