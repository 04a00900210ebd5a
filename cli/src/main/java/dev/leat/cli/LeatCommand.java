package dev.leat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command without a command: tells what there is. */
@Command(
        name = "leat",
        scope = ScopeType.INHERIT, // all commands have the help options, and lay out their help like this
        description =
                "Kafka for services: a demo of order processing, a broker to try things on, and tools for topics, groups, dead letters, configuration and logs.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "others:see the help of each command"},
        footer = {
            "",
            "Examples:",
            "  leat demo                  orders from a generator, live, until Ctrl-C",
            "  leat demo --once --json    a few thousand lines, then one line of JSON",
            "  leat broker                a Kafka broker on port 9092, until Ctrl-C",
            "  leat topics describe       topics of the cluster at localhost:9092, and where they are",
            "  leat consume orders        the records of a topic as they come",
            "  leat groups describe g     how far a consumer group is behind",
            "  leat dead replay o.dead    sends dead letters back to where they come from",
            "  leat config get orders     what is in force of a live configuration",
            "  leat logs tail             what applications log, as it comes",
            "  leat flow demo             two workers of a saga, and a thousand sagas",
            "  leat bench engine --quick  Leat beside the raw client and its peers, in five minutes",
            "  leat demo --help           all options of a command"
        })
final class LeatCommand extends Overview {}
