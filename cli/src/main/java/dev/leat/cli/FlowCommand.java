package dev.leat.cli;

import picocli.CommandLine.Command;

/** {@code leat flow}: tells what there is for sagas. */
@Command(
        name = "flow",
        description = {
            "Sagas: workers that execute a flow manager's commands and answer with events; and flows, which say what sagas do."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat flow demo               two workers and a thousand sagas",
            "  leat flow demo --rate 20     slowly, to look at the routes of the workers meanwhile",
            "  leat flow check order.yaml   what is wrong with a flow",
            "  leat flow draw order.yaml    a picture of a flow, as SVG",
            "  leat flow import saga.json   a machine of the closed service as a flow",
        })
final class FlowCommand extends Overview {}
