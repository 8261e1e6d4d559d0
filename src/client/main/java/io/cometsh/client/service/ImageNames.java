package io.cometsh.client.service;

import io.cometsh.transport.CometException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File names of images. Comet stores an image under any name, such as an SVG as {@code confusion.png}. */
public final class ImageNames {
    private static final int BYTES_LOOKED_AT = 1024;
    private static final Pattern ENDING =
            Pattern.compile("\\.(png|jpe?g|gif|webp|bmp|tiff?|svg)$", Pattern.CASE_INSENSITIVE);
    /** The endings of a format, the usual one first, by how its files begin. */
    private static final Map<Pattern, List<String>> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put(begin("\\x89PNG"), List.of("png"));
        FORMATS.put(begin("\\xff\\xd8\\xff"), List.of("jpg", "jpeg"));
        FORMATS.put(begin("GIF8"), List.of("gif"));
        FORMATS.put(begin("RIFF....WEBP"), List.of("webp"));
        FORMATS.put(begin("BM"), List.of("bmp"));
        FORMATS.put(begin("II\\*\\x00|MM\\x00\\*"), List.of("tif", "tiff"));
        FORMATS.put(
                begin("(?:\\xef\\xbb\\xbf)?\\s*(?:<\\?xml.*?\\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\\s)*<svg"),
                List.of("svg"));
    }

    private ImageNames() {}

    private static Pattern begin(String bytes) {
        return Pattern.compile(bytes, Pattern.DOTALL);
    }

    /** The name with the ending of the format that the file has; as it is when the format is unknown. */
    static String named(String name, Path content) {
        String begin = begin(content);
        List<String> endings = FORMATS.entrySet().stream()
                .filter(format -> format.getKey().matcher(begin).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
        Matcher ending = ENDING.matcher(name);
        boolean has = ending.find();
        if (endings.isEmpty() || has && endings.contains(ending.group(1).toLowerCase(Locale.ROOT))) {
            return name;
        }
        return (has ? name.substring(0, ending.start()) : name) + "." + endings.get(0);
    }

    private static String begin(Path content) {
        try (InputStream in = Files.newInputStream(content)) {
            return new String(in.readNBytes(BYTES_LOOKED_AT), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CometException("cannot read " + content + ": " + TargetFolder.reason(e), e);
        }
    }
}
