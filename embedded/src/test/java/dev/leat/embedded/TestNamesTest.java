package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TestNamesTest {

    private static TestNames names(String testClass, String testMethod) {
        return new TestNames(testClass, testMethod, () -> {
            throw new AssertionError("no broker is needed for a name");
        });
    }

    @Test
    void sayWhichTestTheyBelongTo() {
        assertThat(names("BillingIT", "chargesOnce").topic("orders")).matches("orders-BillingIT-chargesOnce-\\d+");
    }

    @Test
    void areTheSameWithinATestAndDifferBetweenTests() {
        var one = names("BillingIT", "chargesOnce");
        var other = names("BillingIT", "chargesOnce");

        assertThat(one.group("billing")).isEqualTo(one.group("billing")).isNotEqualTo(other.group("billing"));
    }

    @Test
    void areLegalForTopics() {
        var name = names("RechnungIT", "zähltÜbersetzungen").topic("bestellung.neu");

        assertThat(name).matches("[a-zA-Z0-9_-]{1,249}").startsWith("bestellung_neu-RechnungIT-z_hlt");
    }

    @Test
    void keepTheirNumberWhenTheyAreCut() {
        var one = names("BillingIT", "x".repeat(300)).topic("orders");
        var other = names("BillingIT", "x".repeat(300)).topic("orders");

        assertThat(one).hasSize(249).isNotEqualTo(other);
    }

    @Test
    void needALabel() {
        assertThatIllegalArgumentException().isThrownBy(() -> names("A", "b").topic(""));
    }
}
