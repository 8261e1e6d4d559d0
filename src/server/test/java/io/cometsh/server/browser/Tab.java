package io.cometsh.server.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A tab of {@link Chromium}, and what happened in it: each request, and each error that a page or the browser reported. */
public final class Tab implements AutoCloseable {
    private static final Map<String, Integer> KEYS = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            " ",
            32,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);
    private static final String AXE = resource("/axe.min.js");

    private final DevTools tools;
    private final String context;
    private final String session;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Tab(DevTools tools, String context, String session) {
        this.tools = tools;
        this.context = context;
        this.session = session;
    }

    static Tab open(DevTools tools) {
        String context = tools.send(null, "Target.createBrowserContext", DevTools.JSON.createObjectNode())
                .get("browserContextId")
                .asText();
        String target = tools.send(
                        null,
                        "Target.createTarget",
                        DevTools.JSON
                                .createObjectNode()
                                .put("url", "about:blank")
                                .put("browserContextId", context))
                .get("targetId")
                .asText();
        String session = tools.send(
                        null,
                        "Target.attachToTarget",
                        DevTools.JSON.createObjectNode().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        Tab tab = new Tab(tools, context, session);
        tools.listen(session, tab::happened);
        for (String domain : List.of("Page", "Network", "Log", "Runtime", "Audits")) {
            tab.send(domain + ".enable", none());
        }
        tab.size(1280, 900);
        return tab;
    }

    /** Opens an address and waits until the page is loaded. */
    public void go(String address) {
        leave(() -> send("Page.navigate", none().put("url", address)));
    }

    /** Does what leads to another page, and waits until that is loaded. */
    public void leave(Runnable action) {
        CompletableFuture<Void> next = new CompletableFuture<>();
        loaded = next;
        action.run();
        try {
            next.orTimeout(DevTools.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError("no other page was loaded; here is " + address(), e);
        }
    }

    public String address() {
        return evaluate("location.href").asText();
    }

    /** The value of an expression of JavaScript, as JSON; a promise is awaited. */
    public JsonNode evaluate(String expression) {
        JsonNode reply = send(
                "Runtime.evaluate",
                none().put("expression", expression).put("returnByValue", true).put("awaitPromise", true));
        if (reply.has("exceptionDetails")) {
            throw new AssertionError(expression + "\n" + reply.get("exceptionDetails"));
        }
        return reply.get("result").path("value");
    }

    /** The text that a person sees in the first element that matches. */
    public String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? null")
                .asText(null);
    }

    /** The texts that a person sees in the elements that match. */
    public List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        evaluate("[...document.querySelectorAll(" + quoted(selector) + ")].map(e => e.innerText)")
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Waits until an expression of JavaScript is true; it is tried again at each change of the document and of the focus. */
    public void until(String expression) {
        evaluate("new Promise((done, failed) => {"
                + "  const check = () => { if (" + expression
                + ") { watch.disconnect(); clearTimeout(end); done(true); } };"
                + "  const watch = new MutationObserver(check);"
                + "  const end = setTimeout(() => failed(new Error('not within the time: ' + " + quoted(expression)
                + ")), "
                + DevTools.PATIENCE.minusSeconds(5).toMillis() + ");"
                + "  for (const event of ['focusin', 'focusout']) document.addEventListener(event, check, true);"
                + "  watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});"
                + "  check();"
                + "})");
    }

    /** Presses a key: {@code Tab}, {@code Shift+Tab}, {@code Enter}, {@code " "}, an arrow. */
    public void press(String key) {
        boolean shift = key.startsWith("Shift+");
        String name = shift ? key.substring("Shift+".length()) : key;
        ObjectNode event = none().put("key", name)
                .put("code", name.equals(" ") ? "Space" : name)
                .put("windowsVirtualKeyCode", Objects.requireNonNull(KEYS.get(name), name))
                .put("modifiers", shift ? 8 : 0);
        ObjectNode down = event.deepCopy().put("type", "keyDown");
        if (name.equals("Enter")) {
            down.put("text", "\r");
        } else if (name.equals(" ")) {
            down.put("text", " ");
        }
        send("Input.dispatchKeyEvent", down);
        send("Input.dispatchKeyEvent", event.put("type", "keyUp"));
    }

    /** Moves the focus with the key Tab until it is on an element that matches. */
    public void tabTo(String selector) {
        List<String> visited = new ArrayList<>();
        while (!evaluate("document.activeElement?.matches(" + quoted(selector) + ") ?? false")
                .asBoolean()) {
            if (visited.size() > 150) {
                throw new AssertionError("the key Tab does not reach " + selector + ", but " + visited);
            }
            press("Tab");
            visited.add(focused());
        }
    }

    /** What has the focus: its element and the beginning of its text. */
    public String focused() {
        return evaluate(
                        "(e => e ? e.tagName.toLowerCase() + ' '"
                                + " + (e.innerText || e.name || e.id || '').trim().split(/\\s*\\n/)[0].slice(0, 40) : '')(document.activeElement)")
                .asText();
    }

    /** Enters text where the focus is. */
    public void type(String text) {
        send("Input.insertText", none().put("text", text));
    }

    public void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                none().put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    /** What the system prefers, light or dark. */
    public void dark(boolean dark) {
        ObjectNode media = none();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", media);
    }

    /** Whether scripts of pages run, from the next page on. */
    public void scripts(boolean run) {
        send("Emulation.setScriptExecutionDisabled", none().put("value", !run));
    }

    /** What axe finds wrong with the page, one sentence for each element; none is good. */
    public List<String> axe() {
        evaluate(AXE + ";true");
        JsonNode found = evaluate("axe.run(document).then(result => result.violations)");
        List<String> sentences = new ArrayList<>();
        for (JsonNode violation : found) {
            for (JsonNode node : violation.get("nodes")) {
                sentences.add(violation.get("id").asText() + ": "
                        + violation.get("help").asText() + ": "
                        + node.get("html").asText() + " "
                        + node.get("failureSummary").asText().replaceAll("\\s+", " "));
            }
        }
        return sentences;
    }

    /** Writes a picture of the whole page. */
    public void picture(Path file) {
        JsonNode size = send("Page.getLayoutMetrics", none()).get("cssContentSize");
        ObjectNode parameters = none().put("captureBeyondViewport", true);
        parameters
                .putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", size.get("width").asInt())
                .put("height", Math.min(size.get("height").asInt(), 6000))
                .put("scale", 1);
        String picture = send("Page.captureScreenshot", parameters).get("data").asText();
        try {
            Files.write(file, Base64.getDecoder().decode(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The addresses of all requests since the tab was opened. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** What was reported: violations of the page's security policy, errors of scripts, requests that failed. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        tools.send(null, "Target.disposeBrowserContext", none().put("browserContextId", context));
    }

    private void happened(String event, JsonNode about) {
        switch (event) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Network.requestWillBeSent" ->
                requests.add(about.get("request").get("url").asText());
            case "Log.entryAdded" -> {
                JsonNode entry = about.get("entry");
                if (entry.get("level").asText().equals("error")) {
                    errors.add(
                            entry.get("text").asText() + " " + entry.path("url").asText());
                }
            }
            case "Audits.issueAdded" -> {
                String code = about.get("issue").get("code").asText();
                if (code.toLowerCase(Locale.ROOT).contains("securitypolicy")) {
                    errors.add(about.get("issue").toString());
                }
            }
            case "Runtime.exceptionThrown" ->
                errors.add(about.get("exceptionDetails").toString());
            default -> {
                // Nothing that a test asks about.
            }
        }
    }

    private JsonNode send(String method, ObjectNode parameters) {
        return tools.send(session, method, parameters);
    }

    private static ObjectNode none() {
        return DevTools.JSON.createObjectNode();
    }

    private static String quoted(String text) {
        return DevTools.JSON.getNodeFactory().textNode(text).toString();
    }

    private static String resource(String name) {
        try (InputStream in = Tab.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
