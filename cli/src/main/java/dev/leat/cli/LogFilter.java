package dev.leat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which lines of a log are shown: those that pass all that was added. For one thread. */
final class LogFilter implements Predicate<LogLine> {
    private final List<Predicate<LogLine>> all = new ArrayList<>();

    /** As urgent, or more; a line without a known level counts as INFO. */
    void atLeast(LogLevel level) {
        all.add(line -> line.level().orElse(LogLevel.INFO).compareTo(level) >= 0);
    }

    /** Of one of these. */
    void services(List<String> names) {
        Set<String> wanted = Set.copyOf(names);
        all.add(line -> line.service().filter(wanted::contains).isPresent());
    }

    /** With a message or a stack trace that holds it somewhere. */
    void grep(Pattern part) {
        all.add(line -> part.matcher(line.text()).find()
                || line.stack().filter(stack -> part.matcher(stack).find()).isPresent());
    }

    /**
     * With such a field.
     *
     * @param condition {@code name=value}
     * @throws IllegalArgumentException with a remedy, if it is none
     */
    void field(String condition) {
        int equals = condition.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "'" + condition + "' has no name or no =; write it like workerId=3 or host.name=web-1");
        }
        String name = condition.substring(0, equals);
        String value = condition.substring(equals + 1);
        all.add(line -> line.field(name).filter(value::equals).isPresent());
    }

    @Override
    public boolean test(LogLine line) {
        return all.stream().allMatch(each -> each.test(line));
    }
}
