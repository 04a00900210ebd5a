package dev.leat.logs;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * As snapJob logs: {@code message}, {@code request}, {@code level}, {@code workerId}, {@code hostname}. The request is made of the fields that begin with {@code request.}, with an object
 * for each dot.
 */
final class SnapJobEncoder implements Encoder {
    private static final String REQUEST = "request.";

    private final JsonText json = new JsonText();
    private final Origin origin;
    private final Limits limits;
    private final Redaction redaction;
    private final Tally tally;

    SnapJobEncoder(Origin origin, Limits limits, Redaction redaction, Tally tally) {
        this.origin = origin;
        this.limits = limits;
        this.redaction = redaction;
        this.tally = tally;
    }

    @Override
    public byte[] encode(LogEntry entry, long sequence) {
        json.clear();
        json.open();
        json.name("message");
        CharSequence message = redaction.message(entry.message());
        if (!json.limited(message, message.length(), limits.message(), message.length() + (long) entry.missing())) {
            tally.shortened();
        }
        request(entry.fields());
        json.name("level").text(entry.level().name().toLowerCase(Locale.ROOT));
        origin.worker().ifPresent(number -> json.name("workerId").number(number));
        json.name("hostname").text(origin.host());
        json.close();
        return json.toBytes();
    }

    private void request(Map<String, String> fields) {
        Map<String, Object> request = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(REQUEST) && value != null && redaction.keeps(name)) {
                put(request, name.substring(REQUEST.length()), redaction.value(name, value));
            }
        });
        if (!request.isEmpty()) {
            json.name("request");
            write(request);
        }
    }

    /** {@code headers.host} into an object {@code headers}, unless there is a value of that name. */
    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> into, String name, CharSequence value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            into.putIfAbsent(name, value);
            return;
        }
        Object inner = into.computeIfAbsent(name.substring(0, dot), unused -> new TreeMap<String, Object>());
        if (inner instanceof Map<?, ?> object) {
            put((Map<String, Object>) object, name.substring(dot + 1), value);
        }
    }

    @SuppressWarnings("unchecked")
    private void write(Map<String, Object> object) {
        json.open();
        object.forEach((name, value) -> {
            json.name(name);
            if (value instanceof Map<?, ?> inner) {
                write((Map<String, Object>) inner);
            } else {
                CharSequence text = (CharSequence) value;
                boolean unused = json.limited(text, text.length(), limits.field(), text.length());
            }
        });
        json.close();
    }
}
