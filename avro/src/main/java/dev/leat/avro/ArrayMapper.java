package dev.leat.avro;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param component of the array, which may be a primitive */
record ArrayMapper(Class<?> component, Mapper element) implements Mapper {
    @Override
    public Object avro(Object value) {
        int length = Array.getLength(value);
        List<@Nullable Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(Step.through("[]", element::toAvro, Array.get(value, i)));
        }
        return list;
    }

    @Override
    public Object java(Object datum) {
        Collection<?> from = (Collection<?>) datum;
        Object array = Array.newInstance(component, from.size());
        int i = 0;
        for (Object each : from) {
            Object part = Step.through("[]", element::toJava, each);
            if (part == null && component.isPrimitive()) {
                throw new MisfitException("[]", "null, which no " + component + " can be", null);
            }
            Array.set(array, i++, part);
        }
        return array;
    }
}
