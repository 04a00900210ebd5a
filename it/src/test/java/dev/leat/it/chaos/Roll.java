package dev.leat.it.chaos;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Who is a member of the group for the broker. It does not follow from the session: the classic protocol keeps a member that froze while
 * it was waiting for a rebalance to end.
 */
final class Roll {
    private final Admin admin;
    private final String group;

    Roll(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Whether it is known to be none. */
    boolean isMissing(Member member) throws InterruptedException {
        try {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get(2, TimeUnit.SECONDS)
                    .members()
                    .stream()
                    .noneMatch(each -> each.clientId().equals(member.clientId()));
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
