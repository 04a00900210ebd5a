package dev.leat.cdi.app;

public record Order(int number, String item) {}
