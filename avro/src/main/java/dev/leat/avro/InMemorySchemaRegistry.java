package dev.leat.avro;

import dev.leat.core.SerdeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Schemas are numbered from 1, equal ones alike. Its monitor guards it. */
final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, Set<Schema>> subjects = new HashMap<>();

    @Override
    public synchronized Schema schema(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new SerdeException("the registry in memory has no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        subjects.computeIfAbsent(subject, name -> new HashSet<>()).add(schema);
        int known = schemas.indexOf(schema);
        if (known < 0) {
            schemas.add(schema);
            return schemas.size();
        }
        return known + 1;
    }

    @Override
    public synchronized int find(String subject, Schema schema) {
        if (!subjects.getOrDefault(subject, Set.of()).contains(schema)) {
            throw new SchemaRegistryException(
                    "subject " + subject + " of the registry in memory does not have the schema " + schema.getFullName()
                            + "; register it",
                    null);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public String toString() {
        return "in memory";
    }
}
