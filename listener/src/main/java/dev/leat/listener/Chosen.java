package dev.leat.listener;

/** What an option is set to, and where that is said. */
record Chosen(String text, String origin) {}
