package io.cometsh.completion;

/** A run's file as TAB offers it. */
public record AssetName(String assetId, String fileName, String type) {}
