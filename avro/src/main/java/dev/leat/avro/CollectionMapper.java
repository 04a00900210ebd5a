package dev.leat.avro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param isSet whether Java has a set */
record CollectionMapper(Mapper element, boolean isSet) implements Mapper {
    @Override
    public Object avro(Object value) {
        Collection<?> from = (Collection<?>) value;
        List<@Nullable Object> list = new ArrayList<>(from.size());
        for (Object each : from) {
            list.add(Step.through("[]", element::toAvro, each));
        }
        return list;
    }

    @Override
    public Object java(Object datum) {
        Collection<?> from = (Collection<?>) datum;
        Collection<@Nullable Object> to = isSet ? new LinkedHashSet<>() : new ArrayList<>(from.size());
        for (Object each : from) {
            to.add(Step.through("[]", element::toJava, each));
        }
        return to;
    }
}
