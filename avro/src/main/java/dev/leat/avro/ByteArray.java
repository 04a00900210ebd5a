package dev.leat.avro;

import java.nio.ByteBuffer;

enum ByteArray implements Mapper {
    INSTANCE;

    @Override
    public Object avro(Object value) {
        return ByteBuffer.wrap((byte[]) value);
    }

    @Override
    public Object java(Object datum) {
        ByteBuffer buffer = ((ByteBuffer) datum).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
