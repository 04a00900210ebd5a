package dev.leat.logs;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The Elastic Common Schema, with the names that Elastic's own encoders for Java use. Those write no numbers, no more than milliseconds, and whatever is there however long it
 * is; and they write into text that would have to be turned into bytes afterwards. So this is not one of them; a test holds both side by side.
 */
final class EcsEncoder implements Encoder {
    /** Of which all members are part that are written here. */
    private static final String ECS_VERSION = "8.11.0";

    private static final byte[] TIME = JsonText.quoted("@timestamp");
    private static final byte[] LEVEL = JsonText.quoted("log.level");
    private static final byte[] MESSAGE = JsonText.quoted("message");
    private static final byte[] SEQUENCE = JsonText.quoted("event.sequence");
    private static final byte[] THREAD = JsonText.quoted("process.thread.name");
    private static final byte[] LOGGER = JsonText.quoted("log.logger");
    private static final byte[] TRACE = JsonText.quoted("trace.id");
    private static final byte[] SPAN = JsonText.quoted("span.id");
    private static final byte[] LABELS = JsonText.quoted("labels");
    private static final byte[] TAGS = JsonText.quoted("tags");
    private static final byte[] ERROR_TYPE = JsonText.quoted("error.type");
    private static final byte[] ERROR_MESSAGE = JsonText.quoted("error.message");
    private static final byte[] ERROR_STACK = JsonText.quoted("error.stack_trace");

    private final JsonText json = new JsonText();
    private final Limits limits;
    private final Redaction redaction;
    private final Tally tally;
    private final Stack stack;
    private final byte[] origin;
    private final IsoTime time = new IsoTime();
    private final Set<String> renamed = new HashSet<>();
    private boolean isShortened;

    EcsEncoder(Origin origin, Limits limits, Redaction redaction, Tally tally) {
        this.limits = limits;
        this.redaction = redaction;
        this.tally = tally;
        this.stack = new Stack(limits.stack(), redaction);
        this.origin = written(origin);
    }

    /** What is the same in each record. */
    private static byte[] written(Origin origin) {
        JsonText json = new JsonText();
        json.clear();
        json.name("ecs.version").text(ECS_VERSION);
        json.name("service.name").text(origin.service());
        if (origin.version() != null) {
            json.name("service.version").text(origin.version());
        }
        if (origin.environment() != null) {
            json.name("service.environment").text(origin.environment());
        }
        json.name("service.node.name").text(origin.instance());
        json.name("event.dataset").text(origin.dataset());
        json.name("host.name").text(origin.host());
        json.name("process.pid").number(origin.pid());
        return json.toBytes();
    }

    @Override
    public byte[] encode(LogEntry entry, long sequence) {
        isShortened = false;
        json.clear();
        json.open();
        json.name(TIME);
        time.write(entry.time(), json);
        json.name(LEVEL).text(entry.level().name());
        json.name(MESSAGE);
        limited(redaction.message(entry.message()), limits.message(), entry.missing());
        json.members(origin);
        json.name(SEQUENCE).number(sequence);
        json.name(THREAD).text(entry.thread());
        json.name(LOGGER).text(entry.logger());
        entry.traceId().ifPresent(id -> json.name(TRACE).text(id));
        entry.spanId().ifPresent(id -> json.name(SPAN).text(id));
        labels(entry.fields());
        tags(entry);
        entry.throwable().ifPresent(this::error);
        json.close();
        if (isShortened) {
            tally.shortened();
        }
        return json.toBytes();
    }

    /** @param missing how many characters are cut off already */
    private void limited(CharSequence text, int mostBytes, long missing) {
        if (!json.limited(text, text.length(), mostBytes, text.length() + missing)) {
            isShortened = true;
        }
    }

    private void labels(Map<String, String> fields) {
        boolean isOpen = false;
        renamed.clear();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String name = field.getKey();
            String value = field.getValue();
            if (name == null || value == null || TraceIds.FIELDS.contains(name) || !redaction.keeps(name)) {
                continue;
            }
            String label = name.replace('.', '_'); // dots would make objects of labels, which they must not be
            if (!label.equals(name) && (fields.containsKey(label) || !renamed.add(label))) {
                continue; // a name twice is no JSON for whoever indexes it
            }
            if (!isOpen) {
                json.name(LABELS).open();
                isOpen = true;
            }
            json.name(label);
            CharSequence shown = redaction.value(name, value);
            limited(shown, limits.field(), 0);
        }
        if (isOpen) {
            json.close();
        }
    }

    private void tags(LogEntry entry) {
        if (!entry.tags().isEmpty()) {
            json.name(TAGS).openArray();
            entry.tags().forEach(json::element);
            json.closeArray();
        }
    }

    private void error(Throwable error) {
        json.name(ERROR_TYPE).text(error.getClass().getName());
        String message = Stack.messageOf(error);
        if (message != null) {
            json.name(ERROR_MESSAGE);
            CharSequence shown = redaction.message(message);
            limited(shown, limits.message(), 0);
        }
        stack.write(error);
        json.name(ERROR_STACK);
        limited(stack.text(), limits.stack(), stack.missing());
    }
}
