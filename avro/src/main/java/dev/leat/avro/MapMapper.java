package dev.leat.avro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

record MapMapper(Mapper value) implements Mapper {
    @Override
    public Object avro(Object map) {
        return mapped((Map<?, ?>) map, value::toAvro);
    }

    @Override
    public Object java(Object datum) {
        return mapped((Map<?, ?>) datum, value::toJava);
    }

    private static Map<String, @Nullable Object> mapped(Map<?, ?> from, UnaryOperator<@Nullable Object> mapping) {
        Map<String, @Nullable Object> to = new LinkedHashMap<>();
        from.forEach((key, part) -> {
            if (key == null) {
                throw new MisfitException("{}", "a key is null", null);
            }
            to.put(key.toString(), Step.through("{}", mapping, part));
        });
        return to;
    }
}
