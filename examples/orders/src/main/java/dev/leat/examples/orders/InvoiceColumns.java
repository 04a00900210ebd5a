package dev.leat.examples.orders;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Which field of a line is what, as the header says. Columns may stand in any order, and between others. Immutable. */
final class InvoiceColumns {
    private static final List<String> NAMES = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,9}(\\.0+)?");
    /** Bounded, because a number such as 1e999999999 is a few bytes to read and gigabytes to add. */
    private static final Pattern DECIMAL_NUMBER = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{1,9})?");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd[' ']['T']HH:mm[:ss]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final int LONGEST_QUOTE = 40;

    private final Map<String, Integer> positions;
    private final int width;

    private InvoiceColumns(Map<String, Integer> positions, int width) {
        this.positions = positions;
        this.width = width;
    }

    /** @throws UnreadableLineException if a name is missing or stands twice */
    static InvoiceColumns of(String header) throws UnreadableLineException {
        List<String> fields = fields(header);
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).strip();
            for (String known : NAMES) {
                if (known.equalsIgnoreCase(name) && positions.put(known, i) != null) {
                    throw new UnreadableLineException("the header names " + known + " twice; keep one of them");
                }
            }
        }
        List<String> missing = new ArrayList<>(NAMES);
        missing.removeAll(positions.keySet());
        if (!missing.isEmpty()) {
            throw new UnreadableLineException("the header lacks " + String.join(", ", missing)
                    + "; the first line must name the columns " + String.join(",", NAMES)
                    + ", in any order, with commas between them");
        }
        return new InvoiceColumns(positions, fields.size());
    }

    /** @throws UnreadableLineException naming the field and the remedy */
    InvoiceLine line(String text) throws UnreadableLineException {
        List<String> fields = fields(text);
        checkWidth(fields);
        String invoice = field(fields, "InvoiceNo");
        if (invoice.isEmpty()) {
            throw new UnreadableLineException(
                    "InvoiceNo is empty, so the line is left out; every line needs its invoice");
        }
        String customer = field(fields, "CustomerID");
        return new InvoiceLine(
                invoice,
                field(fields, "StockCode"),
                field(fields, "Description"),
                quantity(field(fields, "Quantity")),
                date(field(fields, "InvoiceDate")),
                unitPrice(field(fields, "UnitPrice")),
                customer.isEmpty() ? null : withoutFraction(customer),
                field(fields, "Country"));
    }

    private void checkWidth(List<String> fields) throws UnreadableLineException {
        if (fields.size() < width) {
            throw new UnreadableLineException("the line has " + fields.size() + " fields, the header " + width
                    + ", so the line is left out; add the missing ones, empty ones included");
        }
        if (fields.subList(width, fields.size()).stream().anyMatch(field -> !field.isBlank())) {
            throw new UnreadableLineException("the line has " + fields.size() + " fields, the header " + width
                    + ", so the line is left out; put double quotes around text with commas");
        }
    }

    private String field(List<String> fields, String column) {
        Integer position = positions.get(column);
        return position == null ? "" : fields.get(position).strip();
    }

    private static int quantity(String text) throws UnreadableLineException {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new UnreadableLineException("Quantity is " + quoted(text)
                    + ", not a whole number, so the line is left out; write it like 6 or -1");
        }
        return new BigDecimal(text).intValueExact();
    }

    private static BigDecimal unitPrice(String text) throws UnreadableLineException {
        if (!DECIMAL_NUMBER.matcher(text).matches()) {
            throw new UnreadableLineException(
                    "UnitPrice is " + quoted(text) + ", not a price, so the line is left out; write it like 2.55");
        }
        return new BigDecimal(text);
    }

    private static LocalDateTime date(String text) throws UnreadableLineException {
        try {
            return LocalDateTime.parse(text, DATE);
        } catch (DateTimeException e) {
            throw new UnreadableLineException("InvoiceDate is " + quoted(text)
                    + ", not a date and time, so the line is left out; write it like 2010-12-01 08:26:00");
        }
    }

    /** Customers come as 17593.0 out of a spreadsheet that took them for numbers. */
    private static String withoutFraction(String customer) {
        return customer.endsWith(".0") ? customer.substring(0, customer.length() - 2) : customer;
    }

    private static String quoted(String text) {
        return text.length() <= LONGEST_QUOTE
                ? "\"" + text + "\""
                : "\"" + text.substring(0, LONGEST_QUOTE) + "...\" (" + text.length() + " characters)";
    }

    private static List<String> fields(String line) throws UnreadableLineException {
        try {
            return CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .ofSingleCsvRecord(line)
                    .getFields();
        } catch (CsvParseException e) {
            throw new UnreadableLineException(
                    "the quoting is broken, so the line is left out; close every double quote before the next comma"
                            + " or the end of the line, and double those inside a text (\"\")");
        }
    }
}
