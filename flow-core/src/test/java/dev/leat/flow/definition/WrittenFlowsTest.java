package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.core.Flows;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@link FlowFile#write} writes is the flow, all of it. */
class WrittenFlowsTest {
    private static final String UNDO_NONE = """
            flow: order
            initial: a
            defaults: {timeout: {after: 1m, to: compensate, then: c}, retry: {on: [busy, timeout], attempts: 3, then: c}}
            states:
              a: {command: one, undo: {command: not-one, onTimeout: skip}, on: {e: b}}
              b: {command: two, undo: none, retry: none, on: {e: d}}
              c: {final: failed}
              d: {final: success}
            """;

    private static Set<Check> warnings(FlowReading reading) {
        return reading.problems().stream().map(Problem::check).collect(Collectors.toSet());
    }

    private static void isSame(FlowReading reading) {
        Flow flow = reading.flow().orElseThrow();
        FlowReading back = FlowFile.read("back.yaml", FlowFile.write(flow));

        assertThat(back.flow()).as("%s", back.problems()).contains(flow);
        assertThat(back.flow().orElseThrow().hash()).isEqualTo(flow.hash());
        assertThat(warnings(back)).isEqualTo(warnings(reading));
    }

    @Test
    void thatThereIsNothingToUndoIsWritten() {
        FlowReading reading = FlowFile.read("flow.yaml", UNDO_NONE);

        assertThat(warnings(reading)).doesNotContain(Check.COMMAND_WITHOUT_UNDO);
        assertThat(FlowFile.write(reading.flow().orElseThrow())).contains("undo: none");
        isSame(reading);
        assertThat(reading.flow().orElseThrow().hash())
                .isEqualTo(FlowFile.read("flow.yaml", UNDO_NONE.replace(" undo: none,", ""))
                        .flow()
                        .orElseThrow()
                        .hash());
    }

    @Test
    void everyExampleAndMachineIsTheSameWhenItIsReadAgain() {
        int flows = 0;
        for (String text : Mutants.corpus()) {
            FlowReading reading = FlowFile.read("flow.yaml", text);
            if (reading.flow().isPresent()) {
                isSame(reading);
                flows++;
            }
        }

        assertThat(flows).isGreaterThan(10);
    }

    @Test
    void mutantsThatAreFlowsAreTheSame() {
        Mutants mutants = new Mutants(27);
        int flows = 0;
        for (int i = 0; i < 1_000; i++) {
            JsonNode tree = mutants.tree();
            FlowReading reading = FlowFile.read("mutant.json", tree.toString());
            if (reading.flow().isPresent()) {
                isSame(reading);
                flows++;
            }
        }

        assertThat(flows).isGreaterThan(50);
    }

    /** They are not what anybody would write, so that there are problems; but none of them is about how it is written. */
    @Test
    void generatedFlowsAreTheSame() {
        Random random = new Random(27);
        for (int i = 0; i < 500; i++) {
            Flow flow = new Flows(random).flow();
            String text = FlowFile.write(flow);
            Problems problems = new Problems("generated.yaml");

            Flow back = Yaml.read(text, problems)
                    .flatMap(root -> new FlowReader(root, text, problems).flow())
                    .orElseThrow();

            assertThat(back).as(text).isEqualTo(flow);
            assertThat(back.hash()).isEqualTo(flow.hash());
            assertThat(problems.all())
                    .extracting(Problem::check)
                    .doesNotContain(Check.UNKNOWN_KEY, Check.WRONG_TYPE, Check.BAD_DURATION);
        }
    }
}
