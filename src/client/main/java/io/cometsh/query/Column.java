package io.cometsh.query;

/** A column of a project as {@code project/column-names} gives it; {@code type} says how a rule must name its type. */
public record Column(String name, Source source, String type) {}
