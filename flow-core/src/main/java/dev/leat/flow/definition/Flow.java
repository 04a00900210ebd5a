package dev.leat.flow.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow: the states a saga can be in, and what leads from one to another. Immutable; maps keep the order of the file.
 *
 * <p>What stands in the file's {@code defaults} has been put into the states already.
 *
 * @param name of lower case letters, digits and hyphens
 * @param version from 1
 * @param about for people; behaviour does not depend on it
 * @param initial the state of a new saga
 * @param creation the event that is recorded as the first of each saga; it comes from nowhere
 * @param key where the business key is in the data that a saga is started with
 * @param index what sagas can be searched for, at most eight
 * @param channels where commands go and events come from, by name. A command without a channel goes to that of the name
 *     {@value Channel#DEFAULT}, which whoever runs the flow provides if it is not here
 * @param events what may happen, by name; if there are none, anything may
 * @param keep how much {@link Unexpected#KEEP} keeps
 * @param timeout for a saga as a whole
 * @param retention how long a saga that has ended can still be seen; 30 days unless said
 * @param states by name, at least one
 * @param imported whether it comes from a machine file of the closed service, so that what such machines have is no error
 * @since 0.1
 */
public record Flow(
        String name,
        int version,
        About about,
        String initial,
        Optional<String> creation,
        Optional<BusinessKey> key,
        List<IndexField> index,
        Map<String, Channel> channels,
        DataRules data,
        Map<String, EventType> events,
        Unexpected unexpected,
        Keep keep,
        Optional<Deadline> timeout,
        Duration retention,
        Limits limits,
        Business business,
        Map<String, State> states,
        boolean imported) {
    /** The event of a timeout that names neither a target nor an event of its own. */
    public static final String TIMEOUT = "timeout";

    static final Duration RETENTION = Duration.ofDays(30);

    public Flow {
        index = List.copyOf(index);
        channels = Copies.ordered(channels);
        events = Copies.ordered(events);
        states = Copies.ordered(states);
    }

    /**
     * What sagas of this flow do, as a fingerprint: SHA-256 in hexadecimal digits. It does not depend on the version, on what is for people (descriptions, owner, docs,
     * names of business ids, {@code expected}), nor on how it is written, such as the order of states. Two flows with the same one behave the
     * same.
     */
    public String hash() {
        return ContentHash.of(FlowTree.behaviourOf(this));
    }

    /**
     * The state of that name, outside of branches.
     *
     * @throws IllegalArgumentException if there is none
     */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("flow '" + this.name + "' version " + version + " has no state '" + name
                    + "'; it has " + String.join(", ", states.keySet()));
        }
        return state;
    }
}
