package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EmbeddedKafka
final class FlowDemoCommandIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String brokers = "";

    @BeforeEach
    void brokers(Leat leat) {
        brokers = String.valueOf(leat.properties().get("bootstrap.servers"));
    }

    @Test
    void printsOneLineOfJsonAndNothingElse() {
        Shell shell = Shell.run("flow", "demo", "--sagas", "200", "--json", "--brokers", brokers);

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.outLines())
                .singleElement()
                .asString()
                .matches("\\{\"sagas\":200,\"shipped\":\\d+,\"refused\":\\d+,\"refunded\":\\d+,\"open\":0,.*}");
    }

    @Test
    void tellsWhereTheWorkersAreAndWhatBecameOfEachInvoice() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                1,X,Y,2,2010-12-01 08:26:00,1.25,12345,France
                1,X,Y,1,2010-12-01 08:26:00,1.25,12345,France
                2,X,Y,1,2010-12-01 08:26:00,1.00,12345,Norway
                3,X,Y,1,2010-12-01 08:26:00,1.00,,France
                C4,X,Y,-1,2010-12-01 08:26:00,1.00,12345,France
                5,X,Y,one,2010-12-01 08:26:00,1.00,12345,France
                """);

        Shell shell = Shell.run("flow", "demo", "--orders", input.toString(), "--brokers", brokers);

        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.PARTLY);
        assertThat(shell.errLines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("leat: " + input + ":7: Quantity is \"one\""))
                .anyMatch(line -> line.matches("payments  http://127\\.0\\.0\\.1:\\d+/-/"))
                .anyMatch(line -> line.matches("shipping  http://127\\.0\\.0\\.1:\\d+/-/"));
        assertThat(shell.out())
                .containsPattern("sagas +3\n")
                .containsPattern("shipped +1\n")
                .containsPattern("refused +1 ")
                .containsPattern("refunded +1 ")
                .containsPattern("open +0\n")
                .contains("Every saga has come to its end.", "The topics are kept at " + brokers);
    }
}
