package dev.leat.benchmarks.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.Task;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanTest {
    @Test
    void theQuickRunTakesLessThanFiveMinutes() {
        assertThat(Plan.of(Choice.all(true, true)).estimate()).isLessThan(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFullRunTakesLessThanAnHour(boolean virtualThreads) {
        assertThat(Plan.of(Choice.all(false, virtualThreads)).estimate())
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(57));
    }

    @Test
    void armsAreInterleaved() {
        var plan = Plan.of(choice(List.of("W0"), List.of("raw", "leat-key", "spring-record")));

        assertThat(plan.steps().stream().map(Step::arm).limit(7))
                .containsExactly(
                        Arm.RAW, Arm.LEAT_KEY, Arm.SPRING_RECORD, Arm.RAW, Arm.LEAT_KEY, Arm.SPRING_RECORD, Arm.RAW);
        assertThat(plan.steps().stream().map(Step::round).limit(7)).containsExactly(1, 1, 1, 2, 2, 2, 3);
        assertThat(plan.steps().stream().map(Step::number)).startsWith(1, 2, 3).doesNotHaveDuplicates();
    }

    @Test
    void topicsOfRunsDiffer() {
        var topics = Plan.of(Choice.all(false, true)).steps().stream()
                .map(Step::topic)
                .toList();

        assertThat(new HashSet<>(topics)).hasSameSizeAs(topics);
    }

    @Test
    void aNameMeansAWorkloadOrAllThatBeginWithItUpToAHyphen() {
        assertThat(names("W1")).containsExactly("W1-1us", "W1-10us", "W1-100us");
        assertThat(names("w2-1ms")).containsExactly("W2-1ms-16", "W2-1ms-100", "W2-1ms-1000");
        assertThat(names("W2-1ms-100", "W11")).containsExactly("W2-1ms-100", "W11");
    }

    @Test
    void sharesOfACapacityBeginWithItsSearch() {
        var plan = Plan.of(choice(List.of("W5-60"), List.of("raw", "leat-key")));

        assertThat(plan.steps().stream().map(Step::isSearch).limit(3)).containsExactly(true, true, false);
        var first = plan.steps().get(0);
        assertThat(first.workload().task("t"))
                .isInstanceOfSatisfying(
                        Task.OpenLoop.class,
                        task -> assertThat(task.ratePerSecond()).isZero());
        var shape = (Shape.ShareOfCapacity) first.workload().shape();
        assertThat(shape.at(300).ratePerSecond()).isEqualTo(300);
    }

    @Test
    void roundsAndWindowsCanBeChosen() {
        var plan = Plan.of(new Choice(
                false,
                List.of("W2-1ms-16"),
                List.of("leat-key"),
                OptionalInt.of(2),
                Optional.of(Duration.ofMillis(700)),
                true));

        assertThat(plan.steps()).hasSize(2);
        assertThat(plan.steps().get(0).workload().task("t").windowMillis()).isEqualTo(700);
        assertThat(uniform(plan).records()).isLessThan(200_000);
    }

    private static DataSet uniform(Plan plan) {
        return Objects.requireNonNull(plan.data().get(Data.UNIFORM));
    }

    @Test
    void dataIsSharedAndAsLargeAsTheWorkloadThatNeedsMost() {
        var plan = Plan.of(choice(List.of("W0", "W2-1ms-16", "W3"), List.of("leat-key")));

        assertThat(plan.data()).containsOnlyKeys(Data.UNIFORM, Data.ZIPF, Data.EIGHT_KEYS, Data.ONE_KEY);
        assertThat(uniform(plan).records()).isEqualTo(40_000_000);
        var uniform = uniform(plan);
        assertThat(plan.workloads().stream()
                        .filter(workload -> plan.needsAfter(workload, uniform))
                        .map(Workload::name))
                .containsExactly("W0", "W2-1ms-16");
    }

    @Test
    void threadsThatOnlySleepNeedNoData() {
        assertThat(Plan.of(choice(List.of("W2"), List.of("sleep-control"))).data())
                .isEmpty();
    }

    @Test
    void virtualArmsAreLeftOutWhereThereAreNoVirtualThreads() {
        var plan = Plan.of(Choice.all(false, false));

        assertThat(plan.leftOut())
                .containsExactly(Arm.LEAT_KEY_VIRTUAL, Arm.LEAT_UNORDERED_VIRTUAL, Arm.SLEEP_CONTROL_VIRTUAL);
        assertThat(plan.steps()).noneMatch(step -> step.arm().isVirtual());
        assertThat(Plan.of(Choice.all(false, true)).leftOut()).isEmpty();
    }

    @Test
    void whatThereIsNotIsRefusedWithWhatThereIs() {
        assertRefused(new String[] {"W7"}, new String[0], "no workload W7; there are W0, W1-1us,", "producer");
        assertRefused(new String[] {"W2-1"}, new String[0], "no workload W2-1;");
        assertRefused(new String[0], new String[] {"spring"}, "no arm spring; there are raw,", "spring-record");
        assertRefused(new String[] {"producer"}, new String[] {"raw"}, "none of these arms takes part");
        assertThatThrownBy(() -> Plan.of(new Choice(
                        false, List.of(), List.of("leat-key-virtual"), OptionalInt.empty(), Optional.empty(), false)))
                .hasMessageContaining("need virtual threads");
    }

    private static void assertRefused(String[] workloads, String[] arms, String... words) {
        assertThatThrownBy(() -> Plan.of(choice(List.of(workloads), List.of(arms))))
                .isInstanceOf(ChoiceException.class)
                .hasMessageContainingAll(words);
    }

    private static List<String> names(String... workloads) {
        return Plan.of(choice(List.of(workloads), List.of())).workloads().stream()
                .map(Workload::name)
                .toList();
    }

    private static Choice choice(List<String> workloads, List<String> arms) {
        return new Choice(false, workloads, arms, OptionalInt.empty(), Optional.empty(), true);
    }
}
