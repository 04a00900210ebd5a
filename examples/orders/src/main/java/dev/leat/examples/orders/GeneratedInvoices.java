package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Invoice lines of a shop that does not exist, with the oddities of one that does: goods come back, prices are missing, customers are
 * unknown. Several tills work at a time, so the lines of invoices mix. The same seed gives the same lines. For one thread.
 */
final class GeneratedInvoices implements Iterator<InvoiceLine> {
    private static final int TILLS = 6;
    private static final int MOST_LINES = 14;
    private static final int FIRST_INVOICE = 600_001;
    private static final LocalDateTime OPENING = LocalDateTime.of(2011, 1, 4, 8, 0);

    private static final double CANCELLED = 0.12;
    private static final double WITHOUT_CUSTOMER = 0.2;
    private static final double WITHOUT_PRICE = 0.01;
    private static final double ABROAD = 0.1;
    private static final List<String> COUNTRIES =
            List.of("France", "Germany", "EIRE", "Spain", "Netherlands", "Norway", "Portugal", "Italy");

    private record Article(String code, String description, String price) {}

    private static final List<Article> ARTICLES = List.of(
            new Article("10120", "ENAMEL MUG, BLUE", "3.25"),
            new Article("10133", "SET OF 4 TEA TINS", "7.95"),
            new Article("10245", "WOODEN SPOON", "0.85"),
            new Article("11007", "LINEN TEA TOWEL, BIRDS", "2.95"),
            new Article("11090", "JAM JAR WITH LID", "1.25"),
            new Article("12014", "CANDLE, \"WINTER EVENING\"", "4.15"),
            new Article("12488", "BRASS BELL", "6.35"),
            new Article("13301", "PAPER GARLAND 3M", "1.65"),
            new Article("14902", "WICKER BASKET", "9.95"),
            new Article("15056", "UMBRELLA, DOTS", "5.95"),
            new Article("16161", "BIRTHDAY CARD", "0.42"),
            new Article("17003", "COLOURED PENCILS 12", "1.95"),
            new Article("18097", "WALL CLOCK, KITCHEN", "14.95"),
            new Article("19234", "HOT WATER BOTTLE", "4.65"),
            new Article("20001", "CAKE STAND, 3 TIERS", "12.75"),
            new Article("POST", "POSTAGE", "18.00"));

    /** The invoice that is being written at one till. */
    private static final class Till {
        private final String invoice;
        private final boolean cancellation;
        private final @Nullable String customer;
        private final String country;
        private int linesToGo;

        Till(String invoice, boolean cancellation, @Nullable String customer, String country, int linesToGo) {
            this.invoice = invoice;
            this.cancellation = cancellation;
            this.customer = customer;
            this.country = country;
            this.linesToGo = linesToGo;
        }
    }

    private final Random random;
    private final long lines;
    private final List<Till> tills = new ArrayList<>();
    private int nextInvoice = FIRST_INVOICE;
    private long made;

    /** @param lines after so many it ends, in the middle of invoices if need be */
    GeneratedInvoices(long seed, long lines) {
        this.random = new Random(seed);
        this.lines = lines;
    }

    @Override
    public boolean hasNext() {
        return made < lines;
    }

    @Override
    public InvoiceLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        while (tills.size() < TILLS) {
            tills.add(open());
        }
        Till till = tills.get(random.nextInt(TILLS));
        InvoiceLine line = line(till);
        till.linesToGo--;
        if (till.linesToGo == 0) {
            tills.remove(till);
        }
        made++;
        return line;
    }

    private Till open() {
        boolean cancellation = random.nextDouble() < CANCELLED;
        String number = Integer.toString(nextInvoice++);
        return new Till(
                cancellation ? "C" + number : number,
                cancellation,
                random.nextDouble() < WITHOUT_CUSTOMER ? null : Integer.toString(12_000 + random.nextInt(6_000)),
                random.nextDouble() < ABROAD ? COUNTRIES.get(random.nextInt(COUNTRIES.size())) : "United Kingdom",
                1 + random.nextInt(cancellation ? 2 : MOST_LINES));
    }

    private InvoiceLine line(Till till) {
        Article article = ARTICLES.get(random.nextInt(ARTICLES.size()));
        int pieces = 1 + random.nextInt(random.nextInt(24) + 1);
        return new InvoiceLine(
                till.invoice,
                article.code(),
                article.description(),
                till.cancellation ? -pieces : pieces,
                OPENING.plusSeconds(made * 7),
                random.nextDouble() < WITHOUT_PRICE ? new BigDecimal("0.00") : new BigDecimal(article.price()),
                till.customer,
                till.country);
    }

    double fraction() {
        return lines == 0 ? 1 : (double) made / lines;
    }
}
