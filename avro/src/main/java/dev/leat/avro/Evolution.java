package dev.leat.avro;

import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Whether what was written with one schema can be read as another. */
final class Evolution {
    private Evolution() {}

    /** Where it cannot, by names and places in the reader's schema; empty if it always can. */
    static List<String> problems(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, Schema.applyAliases(writer, reader))
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(Evolution::described)
                .toList();
    }

    private static String described(Incompatibility problem) {
        String kind = problem.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return kind + " (" + problem.getMessage() + ") at " + problem.getLocation();
    }
}
