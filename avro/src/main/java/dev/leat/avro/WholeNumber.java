package dev.leat.avro;

import org.apache.avro.Schema;

/**
 * Whole numbers of any width, as long as the value has room: a number is never cut.
 *
 * @param type one of the boxed ones
 * @param schema INT or LONG
 */
record WholeNumber(Class<?> type, Schema.Type schema) implements Mapper {
    @Override
    public Object avro(Object value) {
        long number = ((Number) value).longValue();
        if (schema == Schema.Type.LONG) {
            return number;
        }
        return (int) within(number, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int of Avro");
    }

    @Override
    public Object java(Object datum) {
        long number = ((Number) datum).longValue();
        if (type == Long.class) {
            return number;
        }
        if (type == Integer.class) {
            return (int) within(number, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
        }
        if (type == Short.class) {
            return (short) within(number, Short.MIN_VALUE, Short.MAX_VALUE, "a short");
        }
        return (byte) within(number, Byte.MIN_VALUE, Byte.MAX_VALUE, "a byte");
    }

    private static long within(long number, long least, long most, String what) {
        if (number < least || number > most) {
            throw new MisfitException("the number has no room in " + what);
        }
        return number;
    }
}
