package dev.leat.core.health;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.internal.Nanos;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Whether the brokers of the connection answer, each by its own address, and have certain topics. All are asked at the same time, with a
 * client of its own each; no topic comes into being by it.
 *
 * <p>A broker is healthy that answers and has all topics. While enough are, all is well, and the message names those that are not; this is
 * critical otherwise. Immutable settings: each method returns a changed copy. One object is one check: do not add it twice.
 *
 * @since 0.1
 */
public final class BrokerCheck implements Check {
    private final Leat leat;
    private final Surroundings surroundings;
    private final List<String> addresses;
    private final Set<String> topics;
    private final int minHealthy;
    private final Duration atMost;
    /** Those whose question of an earlier time has not ended: a look-up of a name may take long. */
    private final Set<String> beingAsked = ConcurrentHashMap.newKeySet();

    private BrokerCheck(Leat leat, Set<String> topics, int minHealthy, Duration atMost) {
        this.leat = leat;
        this.surroundings = leat.surroundings();
        this.addresses = addresses(leat);
        this.topics = topics;
        this.minHealthy = minHealthy;
        this.atMost = atMost;
    }

    /** One healthy broker is enough; each is given 4 seconds. */
    public static BrokerCheck of(Leat leat) {
        return new BrokerCheck(leat, Set.of(), 1, Duration.ofSeconds(4));
    }

    private static List<String> addresses(Leat leat) {
        Object servers = leat.properties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        List<?> all = servers instanceof List<?> list
                ? list
                : Arrays.asList(String.valueOf(servers).split(","));
        return all.stream()
                .map(address -> String.valueOf(address).trim())
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }

    /** What must be there, with at least one partition. */
    public BrokerCheck topics(String... names) {
        Set<String> all = new TreeSet<>(topics);
        all.addAll(List.of(names));
        return new BrokerCheck(leat, Set.copyOf(all), minHealthy, atMost);
    }

    /**
     * How many of the addresses must be healthy.
     *
     * @throws ConfigurationException if that is none, or more than there are
     */
    public BrokerCheck minHealthy(int brokers) {
        if (brokers < 1 || brokers > addresses.size()) {
            throw new ConfigurationException(
                    "health",
                    "minHealthy is " + brokers + ", must be from 1 to the number of addresses, which is "
                            + addresses.size());
        }
        return new BrokerCheck(leat, topics, brokers, atMost);
    }

    /** How long a broker may take to answer, however many there are. Should be less than {@link HealthBuilder#atMost}. */
    public BrokerCheck atMost(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new ConfigurationException("health", "atMost is " + longest + ", must be longer than zero");
        }
        return new BrokerCheck(leat, topics, minHealthy, longest);
    }

    @Override
    public Finding check() throws InterruptedException {
        Map<String, BrokerAnswer> answers = new ConcurrentHashMap<>();
        CountDownLatch open = new CountDownLatch(addresses.size());
        for (String address : addresses) {
            if (beingAsked.add(address)) {
                surroundings
                        .thread("leat-health-broker", () -> {
                            answers.put(address, ask(address));
                            beingAsked.remove(address);
                            open.countDown();
                        })
                        .start();
            } else {
                answers.put(address, BrokerAnswer.unreachable("an earlier question has not ended"));
                open.countDown();
            }
        }
        surroundings.await(open, Nanos.of(atMost));
        Map<String, BrokerAnswer> all = new TreeMap<>();
        for (String address : addresses) {
            all.put(address, answers.getOrDefault(address, BrokerAnswer.unreachable("no answer within " + atMost)));
        }
        return finding(all);
    }

    private BrokerAnswer ask(String address) {
        return new BrokerQuestion(leat, topics, atMost).ask(address);
    }

    private Finding finding(Map<String, BrokerAnswer> answers) {
        long healthy = answers.values().stream().filter(BrokerAnswer::isHealthy).count();
        if (healthy == answers.size()) {
            return Finding.ok((healthy == 1 ? "the broker answers" : "all " + healthy + " brokers answer")
                    + (topics.isEmpty() ? "" : " and " + (healthy == 1 ? "has " : "have ") + new TreeSet<>(topics)));
        }
        List<String> problems = new ArrayList<>();
        answers.forEach((address, answer) -> answer.problem().ifPresent(text -> problems.add(address + " " + text)));
        String message = healthy + " of " + answers.size() + " brokers healthy, " + minHealthy + " needed: "
                + String.join("; ", problems);
        return healthy >= minHealthy ? Finding.ok(message) : Finding.critical(message);
    }

    @Override
    public String toString() {
        return "BrokerCheck[" + addresses + ", topics " + new TreeSet<>(topics) + ", at least " + minHealthy + "]";
    }
}
