package dev.leat.cli;

import picocli.CommandLine.Command;

/** {@code leat dead}: tells what there is for dead letters. */
@Command(
        name = "dead",
        description = "Dead letters: which there are and why, and sending them back to where they come from.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage", "3:done, but some letters were left out"},
        footer = {
            "",
            "Examples:",
            "  leat dead list orders.dead --since 1h",
            "  leat dead show orders.dead 0@17",
            "  leat dead replay orders.dead --error TimeoutException --dry-run",
            "  leat dead replay orders.dead --error TimeoutException --rate 50"
        })
final class DeadCommand extends Overview {}
