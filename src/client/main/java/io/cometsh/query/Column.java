package io.cometsh.query;

/** A column of a project as {@code project/column-names} returns it; {@code type} is the type that a rule must name. */
public record Column(String name, Source source, String type) {}
