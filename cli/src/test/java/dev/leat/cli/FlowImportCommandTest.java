package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlowImportCommandTest {
    private static final Path MACHINE = Path.of("../flow-core/src/test/resources/machines/deliveryOrder.json");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aMachineBecomesAFlowThatPassesTheCheck() throws IOException {
        Path flow = folder.resolve("delivery.yaml");

        Shell imported = Shell.run("flow", "import", MACHINE.toString(), "--out", flow.toString());
        Shell checked = Shell.run("flow", "check", flow.toString());

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).isEmpty();
        assertThat(imported.err()).contains("deliveryOrder.json:20:", "warning[hook-not-copied]");
        assertThat(Files.readString(flow))
                .startsWith("# settings.deepMergeMetadata.hook: there is a hook in JavaScript")
                .contains("# machineDefinition.states[0].outputCommand.hook: ", "flow: delivery-order\n");
        assertThat(checked.exitCode()).isZero();
        assertThat(checked.out()).contains("delivery-order version 1, 4 states: 0 errors,");
    }

    @Test
    void withoutAFileTheFlowIsPrinted() {
        Shell shell = Shell.run("flow", "import", MACHINE.toString());

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out())
                .contains("flow: delivery-order\n", "imported: true")
                .doesNotContain("secret-word");
        assertThat(shell.err()).doesNotContain("secret-word");
    }

    @Test
    void whatIsNoMachineFails() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"flow\": \"order\"}");

        assertThat(Shell.run("flow", "import", file.toString()).exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(Shell.run("flow", "import", folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        Shell shell = Shell.run(
                "flow",
                "import",
                MACHINE.toString(),
                "--out",
                folder.resolve("none").resolve("a.yaml").toString());

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("cannot be written");
    }
}
