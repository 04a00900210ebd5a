package dev.leat.it.chaos;

import static dev.leat.it.chaos.Call.NEVER;
import static dev.leat.it.chaos.Call.Outcome.DONE;
import static dev.leat.it.chaos.Call.Outcome.FAILED;
import static dev.leat.it.chaos.Call.Outcome.UNKNOWN;
import static dev.leat.it.chaos.Work.Fate.FAILS_ONCE;
import static dev.leat.it.chaos.Work.Fate.FINE;
import static dev.leat.it.chaos.Work.Fate.REFUSED;
import static dev.leat.it.chaos.Work.Fate.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Ordering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to break a promise is found, by its name; what is allowed is not. */
class AuditTest {
    @ParameterizedTest
    @EnumSource(Ordering.class)
    void nothingIsFoundWhereAllPromisesWereKept(Ordering ordering) {
        Story story = new Story()
                .record("a", FINE)
                .record("b", UNREADABLE)
                .record("a", FAILS_ONCE)
                .record("b", REFUSED)
                .done(0, 10, 20)
                .call(1, 7, 1, 1, 1, 25, 30, FAILED)
                .letter(1)
                .call(1, 7, 1, 2, 1, 40, 50, FAILED)
                .call(1, 8, 1, 2, 2, 60, 70, DONE)
                .commit(65, 2)
                .commit(75, 3);
        for (int attempt = 1; attempt <= Work.ATTEMPTS; attempt++) {
            story.call(1, 9, 1, 3, attempt, 80 + 10 * attempt, 85 + 10 * attempt, FAILED);
        }

        assertThat(story.letter(3).commit(200, 4).found(ordering)).isEmpty();
    }

    @Test
    void aRecordThatWasNeverDoneIsLost() {
        Story story = new Story()
                .record("a", FAILS_ONCE)
                .record("b", FINE)
                .record("c", FINE)
                .call(1, 7, 1, 0, 1, 10, 20, FAILED)
                .call(1, 8, 1, 1, 1, 10, NEVER, UNKNOWN);

        assertThat(story.done(2, 10, 20).found()).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void poisonNeedsALetter() {
        Story story = new Story().record("a", UNREADABLE).call(1, 7, 1, 0, 1, 10, 20, FAILED);

        assertThat(story.found()).containsExactly(Finding.Kind.POISON_WITHOUT_LETTER);
    }

    @Test
    void aLetterThatCameTwiceIsOneByItsOrigin() {
        Story story = new Story()
                .record("a", UNREADABLE)
                .call(1, 7, 1, 0, 1, 10, 20, FAILED)
                .call(2, 7, 1, 0, 1, 30, 40, FAILED);

        assertThat(story.letter(0).letter(0).found()).isEmpty();
    }

    @Test
    void aRecordThatIsNoPoisonMustHaveNoLetter() {
        Story story = new Story().record("a", FINE).done(0, 10, 20);

        assertThat(story.letter(0).found()).containsExactly(Finding.Kind.WRONG_LETTER);
    }

    @ParameterizedTest
    @CsvSource({
        "b, 0, java.lang.IllegalArgumentException, refused number 0, 4",
        "a, 5, java.lang.IllegalArgumentException, refused number 0, 4",
        "a, 0, java.lang.RuntimeException, refused number 0, 4",
        "a, 0, java.lang.IllegalArgumentException, refused number 1, 4",
        "a, 0, java.lang.IllegalArgumentException, refused number 0, 3"
    })
    void aLetterMustHaveTheKeyTheValueAndTheCauseOfItsRecord(
            String key, int sequence, String exception, String message, int attempts) {
        Story story = new Story().record("a", REFUSED);
        for (int attempt = 1; attempt <= Work.ATTEMPTS; attempt++) {
            story.call(1, 7, 1, 0, attempt, 10L * attempt, 10L * attempt + 5, FAILED);
        }

        story.letter(new Letter(0, 0, key, new Work(sequence, REFUSED, 0), exception, message, attempts));

        assertThat(story.letter(0).found()).containsExactly(Finding.Kind.WRONG_LETTER);
    }

    @Test
    void aLetterThatComesBeforeAnEarlierOneOfItsKeyIsFound() {
        Story story = new Story()
                .record("a", UNREADABLE)
                .record("a", UNREADABLE)
                .call(1, 7, 1, 0, 1, 10, 20, FAILED)
                .call(1, 7, 1, 1, 1, 30, 40, FAILED);

        assertThat(story.letter(1).letter(0).found()).containsExactly(Finding.Kind.LETTERS_OUT_OF_ORDER);
        assertThat(story.found(Ordering.PARTITION)).containsExactly(Finding.Kind.LETTERS_OUT_OF_ORDER);
        assertThat(story.found(Ordering.UNORDERED)).isEmpty();
    }

    @Test
    void aLaterRecordOfAKeyMustNotStartFirst() {
        Story story =
                new Story().record("a", FINE).record("a", FINE).done(1, 10, 20).done(0, 30, 40);

        assertThat(story.found()).containsExactlyInAnyOrder(Finding.Kind.OUT_OF_ORDER, Finding.Kind.SKIPPED);
        assertThat(story.found(Ordering.PARTITION)).contains(Finding.Kind.OUT_OF_ORDER);
        assertThat(story.found(Ordering.UNORDERED)).isEmpty();
    }

    @Test
    void recordsOfSeveralKeysMayStartInAnyOrderUnlessThePartitionIsToHaveOne() {
        Story story =
                new Story().record("a", FINE).record("b", FINE).done(1, 10, 20).done(0, 15, 40);

        assertThat(story.found()).isEmpty();
        assertThat(story.found(Ordering.PARTITION)).contains(Finding.Kind.OUT_OF_ORDER);
    }

    @Test
    void twoCallsOfAKeyMustNotRunAtTheSameTime() {
        Story story =
                new Story().record("a", FINE).record("a", FINE).done(0, 10, 30).done(1, 20, 40);

        assertThat(story.found()).containsExactlyInAnyOrder(Finding.Kind.OVERLAP, Finding.Kind.SKIPPED);
        assertThat(story.found(Ordering.UNORDERED)).isEmpty();
    }

    @Test
    void twoCallsOfARecordMustNotRunAtTheSameTimeWithoutAnyOrderEither() {
        Story story = new Story()
                .record("a", FAILS_ONCE)
                .call(1, 7, 1, 0, 1, 10, 30, FAILED)
                .call(1, 8, 1, 0, 2, 20, 40, DONE);

        assertThat(story.found(Ordering.UNORDERED)).containsExactly(Finding.Kind.OVERLAP);
    }

    @Test
    void callsOfTwoAssignmentsMayOverlap() {
        Story story = new Story().record("a", FINE).done(1, 1, 0, 10, 30).done(2, 1, 0, 20, 40);

        assertThat(story.found()).isEmpty();
    }

    @Test
    void aRecordThatIsDoneMustNotBeCalledAgainInItsAssignment() {
        Story story = new Story().record("a", FINE).done(0, 10, 20).call(1, 8, 1, 0, 2, 30, 40, DONE);

        assertThat(story.found()).containsExactly(Finding.Kind.WRONG_ATTEMPT);
    }

    @Test
    void theNextRecordOfAKeyMustNotStartWhileOneHasAttemptsLeft() {
        Story story = new Story()
                .record("a", FAILS_ONCE)
                .record("a", FINE)
                .call(1, 7, 1, 0, 1, 10, 20, FAILED)
                .done(1, 30, 40)
                .call(1, 7, 1, 0, 2, 50, 60, DONE);

        assertThat(story.found()).contains(Finding.Kind.WRONG_ATTEMPT, Finding.Kind.OUT_OF_ORDER);
    }

    @Test
    void attemptsAreCountedInEachAssignment() {
        Story first = new Story().record("a", FINE).call(1, 7, 1, 0, 2, 10, 20, DONE);
        Story second = new Story()
                .record("a", FAILS_ONCE)
                .call(1, 7, 1, 0, 1, 10, 20, FAILED)
                .call(1, 7, 1, 0, 1, 30, 40, FAILED)
                .call(1, 7, 1, 0, 2, 50, 60, DONE);

        assertThat(first.found()).containsExactly(Finding.Kind.WRONG_ATTEMPT);
        assertThat(second.found()).containsExactly(Finding.Kind.WRONG_ATTEMPT);
    }

    @Test
    void anAssignmentThatBeginsBehindAnUnfinishedRecordHasSkippedIt() {
        Story story = new Story()
                .record("a", FINE)
                .record("a", FINE)
                .call(1, 7, 1, 0, 1, 10, NEVER, UNKNOWN)
                .done(2, 1, 1, 50, 60)
                .done(3, 1, 0, 70, 80);

        assertThat(story.found()).containsExactly(Finding.Kind.SKIPPED);
    }

    @Test
    void aCommitMustNotPassARecordThatIsNotDone() {
        Story story =
                new Story().record("a", FINE).record("b", FINE).done(1, 10, 20).done(0, 10, 40);

        assertThat(story.commit(30, 2).found()).containsExactly(Finding.Kind.COMMITTED_UNFINISHED);
    }

    @Test
    void aCommitMustNotPassPoisonThatHasAttemptsLeft() {
        Story story = new Story().record("a", REFUSED).letter(0);
        for (int attempt = 1; attempt <= Work.ATTEMPTS; attempt++) {
            story.call(1, 7, 1, 0, attempt, 10L * attempt, 10L * attempt + 5, FAILED);
        }

        assertThat(story.commit(44, 1).found()).containsExactly(Finding.Kind.COMMITTED_UNFINISHED);
    }

    @Test
    void commitsMustNotGoBack() {
        Story story =
                new Story().record("a", FINE).record("a", FINE).done(0, 10, 20).done(1, 30, 40);

        assertThat(story.commit(50, 2).commit(60, 1).commit(70, 2).found())
                .containsExactly(Finding.Kind.COMMIT_WENT_BACK);
    }

    @Test
    void anAssignmentMustNotBeginBelowTheCommit() {
        Story story =
                new Story().record("a", FINE).record("b", FINE).done(0, 10, 20).commit(30, 1);

        assertThat(story.done(2, 1, 1, 40, 50).done(2, 1, 0, 60, 70).found())
                .containsExactly(Finding.Kind.REPEATED_COMMITTED);
    }

    @Test
    void anAssignmentMayRepeatWhatWasNotCommittedBeforeItsFirstCall() {
        Story story = new Story().record("a", FINE).done(0, 10, 20);

        assertThat(story.done(2, 1, 0, 30, 40).commit(35, 1).found()).isEmpty();
    }

    @Test
    void anExpelledMemberMustNotStartACallWhenItWakesUp() {
        Story story = new Story()
                .record("a", FINE)
                .record("b", FINE)
                .call(1, 7, 1, 0, 1, 10, 120, DONE)
                .call(1, 7, 1, 1, 1, 130, 140, DONE);

        assertThat(story.freeze(1, 50, 100, true).found()).containsExactly(Finding.Kind.STARTED_AFTER_THAW);
    }

    @Test
    void anExpelledMemberMustNotStartAnotherAttemptEither() {
        Story story = new Story()
                .record("a", FAILS_ONCE)
                .call(1, 7, 1, 0, 1, 10, 120, FAILED)
                .call(1, 7, 1, 0, 2, 130, 140, DONE);

        assertThat(story.freeze(1, 50, 100, true).found()).containsExactly(Finding.Kind.STARTED_AFTER_THAW);
    }

    @Test
    void whatRanWhenAMemberFrozeMayEndAndNewAssignmentsMayBegin() {
        Story story = new Story()
                .record("a", FINE)
                .record("b", FINE)
                .call(1, 7, 1, 0, 1, 10, 120, DONE)
                .call(1, 7, 2, 1, 1, 130, 140, DONE);

        assertThat(story.freeze(1, 50, 100, true).found()).isEmpty();
    }

    @Test
    void aMemberThatIsOneStillMayGoOnAfterAFreeze() {
        Story story = new Story()
                .record("a", FINE)
                .record("b", FINE)
                .call(1, 7, 1, 0, 1, 10, 120, DONE)
                .call(1, 7, 1, 1, 1, 130, 140, DONE);

        assertThat(story.freeze(1, 50, 100, false).found()).isEmpty();
    }

    @Test
    void aThreadMayHaveBeenFrozenOnItsWayIntoACallButIntoOneOnly() {
        Story story = new Story()
                .record("a", FINE)
                .record("b", FINE)
                .record("c", FINE)
                .call(1, 7, 1, 0, 1, 10, 20, DONE)
                .call(1, 7, 1, 1, 1, 110, 120, DONE)
                .freeze(1, 50, 100, true);

        assertThat(story.call(2, 7, 1, 2, 1, 30, 40, DONE).found()).isEmpty();
        assertThat(story.call(1, 7, 1, 2, 1, 130, 140, DONE).found()).containsExactly(Finding.Kind.STARTED_AFTER_THAW);
    }

    @Test
    void aThreadFrozenOnItsWayIntoTheFirstCallOfAnAssignmentDoesNotRepeatWhatIsCommittedMeanwhile() {
        Story story = new Story().record("a", FINE).done(2, 1, 0, 60, 70).commit(80, 1);

        assertThat(story.call(1, 7, 1, 0, 1, 110, 120, DONE)
                        .freeze(1, 50, 100, true)
                        .found())
                .isEmpty();
    }
}
