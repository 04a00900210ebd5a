package dev.leat.avro;

/** What generic data has in the same form already. */
enum Same implements Mapper {
    INSTANCE;

    @Override
    public Object avro(Object value) {
        return value;
    }

    @Override
    public Object java(Object datum) {
        return datum;
    }
}
