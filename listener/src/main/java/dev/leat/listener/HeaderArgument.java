package dev.leat.listener;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Message;
import dev.leat.core.SerdeException;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A parameter with {@link dev.leat.listener.Header}. */
record HeaderArgument(String name, boolean text, Shape shape, Place reader) implements Argument {
    private enum Shape {
        REQUIRED,
        NULLABLE,
        OPTIONAL,
        ALL
    }

    /** Empty if the type is none that a header can be. */
    static Optional<Argument> of(String name, Parameter parameter, Place reader) {
        Type type = parameter.getParameterizedType();
        Class<?> raw = Types.raw(type);
        Shape shape = raw == Optional.class
                ? Shape.OPTIONAL
                : raw == List.class ? Shape.ALL : Types.isNullable(parameter) ? Shape.NULLABLE : Shape.REQUIRED;
        Type content = shape == Shape.OPTIONAL || shape == Shape.ALL ? Types.argument(type, 0) : type;
        if (content != String.class && content != byte[].class) {
            return Optional.empty();
        }
        return Optional.of(new HeaderArgument(name, content == String.class, shape, reader));
    }

    @Override
    public @Nullable Object read(
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Acknowledgement acknowledgement) {
        if (shape == Shape.ALL) {
            List<Object> all = new ArrayList<>();
            for (Header header : message.record().headers().headers(name)) {
                if (header.value() != null) {
                    all.add(converted(header.value()));
                }
            }
            return all;
        }
        Header last = message.record().headers().lastHeader(name);
        Object value = last == null || last.value() == null ? null : converted(last.value());
        if (shape == Shape.OPTIONAL) {
            return Optional.ofNullable(value);
        }
        if (value == null && shape == Shape.REQUIRED) {
            throw new SerdeException(Part.at(message.record()) + " has no header '" + name + "', which " + reader
                    + " wants; if that may be, make the parameter an Optional");
        }
        return value;
    }

    private Object converted(byte[] bytes) {
        return text ? new String(bytes, StandardCharsets.UTF_8) : bytes;
    }
}
