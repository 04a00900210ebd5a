package dev.leat.cli;

import picocli.CommandLine.Command;

/** {@code leat groups}: tells what there is for consumer groups. */
@Command(
        name = "groups",
        description = "Consumer groups: which there are, how far each is behind, and where it goes on.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat groups list",
            "  leat groups describe billing                           members, and lag in records and time",
            "  leat groups reset billing --to-time 2h --dry-run       what would be handled again",
            "  leat groups reset billing --topic orders --to-beginning",
        })
final class GroupsCommand extends Overview {}
