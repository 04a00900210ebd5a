package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InvoiceFilesTest {
    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String GOOD = "536365,85123A,CANDLE,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n";

    private final List<String> problems = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsTheFieldsOfALine() throws IOException {
        List<InvoiceLine> lines = read(HEADER + GOOD);

        assertThat(lines)
                .containsExactly(new InvoiceLine(
                        "536365",
                        "85123A",
                        "CANDLE",
                        6,
                        LocalDateTime.of(2010, 12, 1, 8, 26),
                        new BigDecimal("2.55"),
                        "17850",
                        "United Kingdom"));
        assertThat(problems).isEmpty();
    }

    @Test
    void readsQuotedCommasQuotesAndMissingCustomers() throws IOException {
        List<InvoiceLine> lines =
                read(HEADER + "C1,X,\"BOX, \"\"BIG\"\"\",-2,2010-12-01T08:26,0.0,,\"United Kingdom\"\n");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.description()).isEqualTo("BOX, \"BIG\"");
            assertThat(line.quantity()).isEqualTo(-2);
            assertThat(line.customer()).isNull();
        });
    }

    @Test
    void findsColumnsByNameInAnyOrderAndBetweenOthers() throws IOException {
        List<InvoiceLine> lines =
                read("Country,extra,unitprice, CustomerID ,InvoiceDate,Quantity,Description,StockCode,"
                        + "more,InvoiceNo\nSpain,?,1.5,9,2010-12-01 08:26:00,3,MUG,M1,?,77\n");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.invoice()).isEqualTo("77");
            assertThat(line.country()).isEqualTo("Spain");
            assertThat(line.customer()).isEqualTo("9");
            assertThat(line.amount()).isEqualByComparingTo("4.5");
        });
    }

    @Test
    void takesByteOrderMarkCarriageReturnsBlankLinesAndAMissingLastLineEnd() throws IOException {
        List<InvoiceLine> lines = read("\uFEFF" + HEADER.replace("\n", "\r\n") + "\r\n   \r\n"
                + GOOD.replace("\n", "\r\n") + "\r\n" + GOOD.strip());

        assertThat(lines).hasSize(2);
        assertThat(problems).isEmpty();
    }

    @Test
    void aBrokenQuoteHarmsOnlyItsOwnLine() throws IOException {
        List<InvoiceLine> lines = read(HEADER + "1,X,\"BROKEN,1,2010-12-01 08:26:00,1.0,,UK\n" + GOOD
                + "1,X,\"BRO\"KEN,1,2010-12-01 08:26:00,1.0,,UK\n" + GOOD);

        assertThat(lines).hasSize(2);
        assertThat(problems)
                .containsExactly(
                        "in.csv:2: the quoting is broken, so the line is left out; close every double quote before the next"
                                + " comma or the end of the line, and double those inside a text (\"\")",
                        "in.csv:4: the quoting is broken, so the line is left out; close every double quote before the next"
                                + " comma or the end of the line, and double those inside a text (\"\")");
    }

    @Test
    void namesEachUnreadableFieldAndReadsTheRest() throws IOException {
        List<InvoiceLine> lines = read(HEADER + "1,X,Y,six,2010-12-01 08:26:00,1.0,,UK\n"
                + "1,X,Y,6,2010-12-01 08:26:00,cheap,,UK\n"
                + "1,X,Y,6,2010-02-30 08:26:00,1.0,,UK\n"
                + "1,X,Y,6\n"
                + "1,X,Y,Z,6,2010-12-01 08:26:00,1.0,,UK\n"
                + ",X,Y,6,2010-12-01 08:26:00,1.0,,UK\n"
                + "1,X,Y,6,2010-12-01 08:26:00,1e999999999,,UK\n"
                + GOOD);

        assertThat(lines).hasSize(1);
        assertThat(problems)
                .containsExactly(
                        "in.csv:2: Quantity is \"six\", not a whole number, so the line is left out; write it like 6 or -1",
                        "in.csv:3: UnitPrice is \"cheap\", not a price, so the line is left out; write it like 2.55",
                        "in.csv:4: InvoiceDate is \"2010-02-30 08:26:00\", not a date and time, so the line is left out;"
                                + " write it like 2010-12-01 08:26:00",
                        "in.csv:5: the line has 4 fields, the header 8, so the line is left out; add the missing ones,"
                                + " empty ones included",
                        "in.csv:6: the line has 9 fields, the header 8, so the line is left out; put double quotes around"
                                + " text with commas",
                        "in.csv:7: InvoiceNo is empty, so the line is left out; every line needs its invoice",
                        "in.csv:8: UnitPrice is \"1e999999999\", not a price, so the line is left out; write it like 2.55");
    }

    @Test
    void aLineThatIsNotUtf8IsLeftOutByItself() throws IOException {
        byte[] latin =
                (HEADER + "1,X,CAF\u00C9,6,2010-12-01 08:26:00,1.0,,UK\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1);

        List<InvoiceLine> lines = read(Files.write(folder.resolve("in.csv"), latin));

        assertThat(lines).hasSize(1);
        assertThat(problems)
                .containsExactly("in.csv:2: the line is not UTF-8 text, so it is left out; save the file as UTF-8");
    }

    @Test
    void anOverlongLineIsLeftOutByItself() throws IOException {
        List<InvoiceLine> lines =
                read(HEADER + "1,X," + "Y".repeat(5_000_000) + ",6,2010-12-01 08:26:00,1.0,,UK\n" + GOOD);

        assertThat(lines).hasSize(1);
        assertThat(problems)
                .containsExactly(
                        "in.csv:2: the line is longer than 100000 bytes, so it is left out; check for missing line ends");
    }

    @Test
    void aHeaderWithoutAColumnRefusesTheWholeFileOnce() throws IOException {
        List<InvoiceLine> lines =
                read("InvoiceNo,StockCode,Description,InvoiceDate,CustomerID,Country\n" + GOOD + GOOD);

        assertThat(lines).isEmpty();
        assertThat(problems)
                .containsExactly(
                        "in.csv:1: the whole file is left out: the header lacks Quantity, UnitPrice; the first line"
                                + " must name the columns InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,"
                                + "Country, in any order, with commas between them");
    }

    @Test
    void aColumnNamedTwiceRefusesTheFile() throws IOException {
        read(HEADER.strip() + ",Quantity\n" + GOOD);

        assertThat(problems)
                .containsExactly(
                        "in.csv:1: the whole file is left out: the header names Quantity twice; keep one of them");
    }

    @Test
    void anEmptyFileAndOneWithoutLinesAreTold() throws IOException {
        read("");
        read(HEADER);

        assertThat(problems)
                .containsExactly(
                        "in.csv:1: the file is empty, so there is nothing to read; it needs a header and invoice lines, or"
                                + " leave it out",
                        "in.csv:1: the file has a header but no invoice lines; add some, or leave the file out");
    }

    @Test
    void tellsOfTheFirstHundredBadLinesOfAFileAndCountsTheRest() throws IOException {
        read(HEADER + "bad\n".repeat(250) + GOOD);

        assertThat(problems).hasSize(101);
        assertThat(problems.get(100))
                .isEqualTo("in.csv: 150 more lines were left out; mend those above, then run it again");
    }

    @Test
    void readsAFolderByNameAndOnlyItsCsvFiles() throws IOException {
        Files.writeString(folder.resolve("b.csv"), HEADER + GOOD.replace("536365", "2"));
        Files.writeString(folder.resolve("a.CSV"), HEADER + GOOD.replace("536365", "1"));
        Files.writeString(folder.resolve("c.txt"), "no invoices");
        Files.createDirectory(folder.resolve("d.csv"));

        List<InvoiceLine> lines = read(folder);

        assertThat(lines).extracting(InvoiceLine::invoice).containsExactly("1", "2");
        assertThat(problems).isEmpty();
    }

    @Test
    void aMissingFileAndAnEmptyFolderDoNotKeepTheOthersFromBeingRead() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path good = Files.writeString(folder.resolve("good.csv"), HEADER + GOOD);

        List<InvoiceLine> lines = read(folder.resolve("missing.csv"), empty, good);

        assertThat(lines).hasSize(1);
        assertThat(problems)
                .containsExactly(
                        "missing.csv: there is no such file or folder; check the name",
                        "empty: the folder has no files that end in .csv; name one that has, or a file");
    }

    private List<InvoiceLine> read(String content) throws IOException {
        return read(Files.writeString(folder.resolve("in.csv"), content));
    }

    private List<InvoiceLine> read(Path... paths) {
        List<InvoiceLine> lines = new ArrayList<>();
        new InvoiceFiles(
                        List.of(paths),
                        problem -> problems.add(problem.toString().replace(folder + java.io.File.separator, "")))
                .forEachRemaining(lines::add);
        return lines;
    }
}
