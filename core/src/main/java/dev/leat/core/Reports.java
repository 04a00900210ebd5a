package dev.leat.core;

import dev.leat.core.StartupReport.Finding;
import dev.leat.core.StartupReport.Group;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report of a whole {@link Leat}, and what of it goes to the log when groups start: each finding once. Thread-safe. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.report");

    private final KafkaProperties connection;
    private final Set<Finding> logged = new HashSet<>(); // guarded by this

    Reports(KafkaProperties connection) {
        this.connection = connection;
    }

    StartupReport of(List<GroupReport> groups) {
        return new StartupReport(
                KafkaInForce.connection(connection),
                groups.stream().map(GroupReport::now).toList(),
                findings(groups));
    }

    /** @param all groups that there are now, this one included */
    void log(Group starting, List<GroupReport> all) {
        LOG.info("group={} starts: {}", starting.id(), ReportText.line(starting));
        starting.findings().forEach(finding -> LOG.warn("group={} {}", starting.id(), finding));
        for (Finding finding : findings(all)) {
            if (isNew(finding)) {
                LOG.warn("{}", finding);
            }
        }
    }

    private List<Finding> findings(List<GroupReport> groups) {
        return ConnectionFindings.of(
                connection, groups.stream().map(GroupReport::neighbour).toList());
    }

    private synchronized boolean isNew(Finding finding) {
        return logged.add(finding);
    }
}
