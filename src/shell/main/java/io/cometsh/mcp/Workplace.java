package io.cometsh.mcp;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import java.util.List;

/** What the tools of an agent work with. */
public interface Workplace {
    /** The api, which must not write. */
    Api api();

    /** The run of {@code demo/digits/mlp-baseline} or of a key. */
    Experiment run(String typed);

    /** The projects that a name is for, such as {@code demo/digits} for {@code digits} in the default workspace. */
    List<String> projects(String typed);

    /** The sentence for an error, as the command line prints it. */
    String sentence(Throwable thrown);
}
