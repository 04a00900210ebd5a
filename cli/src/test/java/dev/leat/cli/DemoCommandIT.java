package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandIT {
    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    @SuppressWarnings("NullAway.Init")
    private static Embedded kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() {
        kafka = Embedded.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void printsOneLineOfJsonAndNothingElse() {
        Shell shell = Shell.run("demo", "--once", "--lines", "500", "--json", "--brokers", kafka.bootstrapServers());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.outLines())
                .singleElement()
                .asString()
                .matches("\\{\"lines\":500,\"invoices\":\\d+,\"cancellations\""
                        + ":\\d+,\"rejectedLines\":\\d+,\"linesWithoutCustomer\":\\d+,\"revenue\":\"\\d+\\.\\d\\d\",\"lost\":0,"
                        + "\"outOfOrder\":0,\"held\":0,\"refused\":0,\"seconds\":\\d+\\.\\d+,"
                        + "\"logs\":\\{\"sent\":[1-9]\\d*,\"dropped\":0}}");
    }

    @Test
    void anIndexHasAllThatItHasLogged() {
        Shell shell = Shell.run(
                "demo", "--once", "--lines", "500", "--with-index", "--json", "--brokers", kafka.bootstrapServers());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        Matcher logs = Pattern.compile(
                        "\"logs\":\\{\"sent\":(\\d+),\"indexed\":(\\d+),\"dropped\":0,\"deadLetters\":0}")
                .matcher(shell.out());
        assertThat(logs.find()).as(shell.out()).isTrue();
        assertThat(logs.group(1)).isEqualTo(logs.group(2)).isNotEqualTo("0");
    }

    /** On a broker of its own: rules hold for all runs. */
    @Test
    void rulesThatWerePublishedHoldOrdersAndEachWorkerSaysSo() {
        try (Embedded own = Embedded.start()) {
            String brokers = own.bootstrapServers();
            Shell set = Shell.run(
                    "config", "set", "orders", "--value", "{\"ceiling\":100}", "--topic", "conf", "--brokers", brokers);
            assertThat(set.exitCode()).as(set.err()).isZero();

            Shell shell = Shell.run("demo", "--once", "--lines", "500", "--json", "--brokers", brokers);

            assertThat(shell.exitCode()).as(shell.err()).isZero();
            assertThat(shell.errLines())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 8)
                            .mapToObj(worker -> "conf updated " + worker)
                            .toList());
            assertThat(shell.out()).containsPattern("\"lost\":0,\"outOfOrder\":0,\"held\":[1-9]\\d*,\"refused\":0");
        }
    }

    @Test
    void processesTheGoodLinesAndTellsOfTheBadOnes() throws IOException {
        Path input = Files.writeString(
                folder.resolve("in.csv"),
                HEADER + "1,X,Y,2,2010-12-01 08:26:00,1.25,,UK\n"
                        + "1,X,Y,two,2010-12-01 08:26:00,1.25,,UK\n"
                        + "C2,X,Y,-1,2010-12-01 08:26:00,1.00,5,UK\n");

        Shell shell = Shell.run("demo", "--once", "--orders", input.toString(), "--brokers", kafka.bootstrapServers());

        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(ExitCode.PARTLY);
        assertThat(shell.errLines())
                .containsExactly(
                        "leat: " + input
                                + ":3: Quantity is \"two\", not a whole number, so the line is left out; write it like 6 or -1");
        assertThat(shell.out())
                .containsPattern("revenue +1\\.50\n")
                .containsPattern("cancellations +1\n")
                .contains(
                        "Every line is accounted for, in order.", "The topics are kept at " + kafka.bootstrapServers());
    }

    @Test
    void aTakenPortFailsWithARemedy() {
        String port = kafka.bootstrapServers().replaceAll(".*:", "");

        Shell shell = Shell.run("broker", "--port", port);

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.errLines())
                .containsExactly(
                        "leat: port " + port
                                + " is taken by another program; stop that, or choose another with --port (0 takes a free one)");
    }

    @Test
    void aFileIsNoDataFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Shell shell = Shell.run("broker", "--port", "0", "--data", file.toString());

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.errLines()).singleElement().asString().contains(file.toString());
    }
}
