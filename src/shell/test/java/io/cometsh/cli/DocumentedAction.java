package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The step of a workflow on GitHub that the guide shows. */
public final class DocumentedAction {
    public static final String PAGE = "guide/automation.md";

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
    private static final String OWNER = "OWNER/cometsh/";

    private DocumentedAction() {}

    /** What the page passes to the action, by the names of its inputs. */
    public static Map<String, String> inputs() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("src/site/docs").resolve(PAGE)));
        assertThat(block.find()).isTrue();
        List<Map<String, Object>> steps = new Yaml(new SafeConstructor(new LoaderOptions())).load(block.group(1));
        assertThat(steps).hasSize(1);
        String uses = steps.get(0).get("uses").toString();
        assertThat(uses).startsWith(OWNER);
        assertThat(Path.of(uses.substring(OWNER.length(), uses.indexOf('@')), "action.yml"))
                .exists();
        Map<String, String> inputs = new LinkedHashMap<>();
        ((Map<?, ?>) steps.get(0).get("with")).forEach((name, value) -> inputs.put(name.toString(), value.toString()));
        return inputs;
    }
}
