package dev.leat.cli;

import picocli.CommandLine.Option;

/** How keys and values are written; the same options for all commands with records. A mixin. */
final class FormatOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How values are written: text, json, hex or base64. Default: ${DEFAULT-VALUE}.")
    private Format values = Format.TEXT;

    @Option(
            names = "--key-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How keys are written: the same. Default: ${DEFAULT-VALUE}.")
    private Format keys = Format.TEXT;

    Format values() {
        return values;
    }

    Format keys() {
        return keys;
    }
}
