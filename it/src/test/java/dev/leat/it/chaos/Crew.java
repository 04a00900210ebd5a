package dev.leat.it.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** All members that ever were. For one thread. */
final class Crew implements AutoCloseable {
    private final Path folder;
    private final Class<?> program;
    private final List<String> orders;
    private final List<String> settings;
    private final List<Member> members = new ArrayList<>();

    /**
     * @param program of each member
     * @param orders what it is told before the path of the ledger
     * @param settings what it is told after it: names and values
     */
    Crew(Path folder, Class<?> program, List<String> orders, List<String> settings) {
        this.folder = folder;
        this.program = program;
        this.orders = orders;
        this.settings = settings;
    }

    Member start() throws IOException {
        Member member = Member.start(members.size() + 1, folder, program, orders, settings);
        members.add(member);
        return member;
    }

    List<Member> all() {
        return List.copyOf(members);
    }

    List<Member> atWork() {
        return members.stream().filter(Member::isAtWork).toList();
    }

    long alive() {
        return members.stream().filter(Member::isAlive).count();
    }

    Optional<Member> any(Random random) {
        List<Member> choice = atWork();
        return choice.isEmpty() ? Optional.empty() : Optional.of(choice.get(random.nextInt(choice.size())));
    }

    List<Member> failed() {
        return members.stream().filter(Member::hasFailed).toList();
    }

    List<Call> calls() throws IOException {
        List<Call> calls = new ArrayList<>();
        for (Member member : members) {
            calls.addAll(Ledger.read(member.id(), member.ledger()));
        }
        return calls;
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
