package io.cometsh.server.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Asks as a browser does: for HTML, with the cookies it got, without following redirects. */
final class Browser {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final Map<String, String> cookies = new HashMap<>();

    Browser(URI address) {
        this.address = address;
    }

    record Shown(int status, Map<String, String> headers, String text) {
        String header(String name) {
            return headers.get(name);
        }
    }

    Shown get(String path, String... headers) {
        return send(HttpRequest.newBuilder(address.resolve(path)).GET(), headers);
    }

    /** Sends a form; names and values in turn. */
    Shown post(String path, Map<String, String> fields, String... headers) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.length() == 0 ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body.toString())),
                headers);
    }

    private Shown send(HttpRequest.Builder request, String... headers) {
        request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> reply = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            reply.headers().allValues("Set-Cookie").forEach(this::keep);
            Map<String, String> received = new HashMap<>();
            reply.headers()
                    .map()
                    .forEach((name, values) -> received.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            return new Shown(reply.statusCode(), received, reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void keep(String cookie) {
        String[] parts = cookie.split(";")[0].split("=", 2);
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(parts[0]);
        } else {
            cookies.put(parts[0], parts[1]);
        }
    }
}
