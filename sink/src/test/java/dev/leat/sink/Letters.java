package dev.leat.sink;

import dev.leat.core.Leat;
import dev.leat.core.tools.DeadLetterTopic;
import dev.leat.core.tools.Letter;
import dev.leat.core.tools.LetterFilter;
import java.util.ArrayList;
import java.util.List;

/** Reads dead letters, as {@code ./leat dead} does. */
final class Letters {
    private Letters() {}

    static List<Letter> all(Leat leat, String topic) {
        List<Letter> letters = new ArrayList<>();
        DeadLetterTopic.of(leat, topic).read(LetterFilter.all(), letters::add);
        return letters;
    }
}
