package io.cometsh.server.route;

import io.cometsh.server.service.CometError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;

/** The parts of a multipart body, whatever their order. A part that is small stays in memory, a large one goes to a temporary file until close. */
final class Multipart implements AutoCloseable {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern EXTENDED_FILE_NAME = Pattern.compile("[;\\s]filename\\*=(?i:utf-8)''([^;\\s]+)");

    private final List<Part> parts = new ArrayList<>();

    private Multipart() {}

    static Multipart read(String contentType, InputStream body) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw CometError.BAD_BODY.of("the multipart body has no boundary");
        }
        String value = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        Multipart multipart = new Multipart();
        try {
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(value.getBytes(StandardCharsets.ISO_8859_1))
                    .get();
            boolean more = input.skipPreamble();
            while (more) {
                String headers = input.readHeaders();
                Spill spill = new Spill();
                multipart.parts.add(new Part(disposition(headers), spill));
                try (spill) {
                    input.readBodyData(spill);
                }
                more = input.readBoundary();
            }
            return multipart;
        } catch (FileUploadException | IllegalArgumentException e) {
            multipart.close();
            throw CometError.BAD_BODY.of("the multipart body is broken");
        } catch (IOException | RuntimeException e) {
            multipart.close();
            throw e;
        }
    }

    /** The first part of this name; null when there is none. */
    Part find(String name) {
        return parts.stream()
                .filter(part -> name.equals(part.name()))
                .findFirst()
                .orElse(null);
    }

    Part required(String name) {
        Part part = find(name);
        if (part == null) {
            throw CometError.BAD_BODY.of("the part " + name + " is missing");
        }
        return part;
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.content.remove();
        }
    }

    private static String disposition(String headers) {
        for (String line : headers.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                // Header bytes are read as Latin-1 by the library; clients send UTF-8.
                return line;
            }
        }
        return "";
    }

    /** One part. */
    static final class Part {
        private final String disposition;
        private final Spill content;

        private Part(String disposition, Spill content) {
            this.disposition = disposition;
            this.content = content;
        }

        String name() {
            return find(NAME);
        }

        /** The file name the client gave; null when it gave none. */
        String fileName() {
            Matcher extended = EXTENDED_FILE_NAME.matcher(disposition);
            return extended.find() ? Request.decode(extended.group(1).replace("+", "%2B")) : find(FILE_NAME);
        }

        private String find(Pattern pattern) {
            Matcher matcher = pattern.matcher(disposition);
            return matcher.find() ? matcher.group(1).replaceAll("\\\\(.)", "$1") : null;
        }

        InputStream open() throws IOException {
            return content.open();
        }

        String text() throws IOException {
            try (InputStream in = open()) {
                return new String(Request.toBytes(in), StandardCharsets.UTF_8);
            }
        }
    }
}
