package dev.leat.core.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the {@link CompletionMap completion maps} of a group may be: as long as Kafka's brokers take them unless told otherwise, and
 * shorter each time they refuse, down to none. A map is a favour to whoever comes next; the offset must get through. Owner thread only.
 */
final class MapLength {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.commit");
    /** Below it a map is not worth its header. */
    private static final int SHORTEST = 64;

    private final String group;
    private int characters;

    MapLength(String group, boolean wanted) {
        this.group = group;
        this.characters = wanted ? CompletionMap.DEFAULT_MAX_CHARACTERS : 0;
    }

    /** The most; 0 for no maps at all. */
    int characters() {
        return characters;
    }

    boolean allowsMaps() {
        return characters > 0;
    }

    /** The brokers did not take a commit because of its metadata. */
    void refused() {
        if (characters == CompletionMap.DEFAULT_MAX_CHARACTERS) {
            LOG.warn(
                    "group={} the brokers take less metadata with a commit than {} characters ('offset.metadata.max.bytes'); after"
                            + " a restart, more records than need be are handled again",
                    group,
                    characters);
        }
        characters = characters / 2 < SHORTEST ? 0 : characters / 2;
    }
}
