package dev.leat.examples.saga;

import tools.jackson.databind.JsonNode;

/** A command or an event as it stands in the topics of flow managers, for those who have no client for it: the script and the ledger. */
record FlowText(String messageLabel, JsonNode messagePayload) {}
