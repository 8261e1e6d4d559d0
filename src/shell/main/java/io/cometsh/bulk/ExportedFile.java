package io.cometsh.bulk;

/**
 * An asset in the exported folder.
 *
 * @param path inside the folder, with slashes; null for one that is not there, as only its address was logged
 * @param name as Comet lists it
 * @param bytes its size; null when it is not there
 * @param sha256 in hexadecimal digits; null when it is not there
 * @param link the address that was logged instead of a file; null for a file
 */
record ExportedFile(
        String path, String name, String type, String assetId, Long step, Long bytes, String sha256, String link) {}
