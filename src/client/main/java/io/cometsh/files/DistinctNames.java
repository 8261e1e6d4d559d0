package io.cometsh.files;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Paths of files that fit into one folder together: no two of them are equal, and none is the folder of another. A path
 * that has the place to itself keeps its name, and the others get a mark before their ending.
 */
public final class DistinctNames {
    /** What common file systems take is 255. */
    private static final int MOST_BYTES = 240;

    private static final int MOST_MARK_BYTES = 100;

    private DistinctNames() {}

    /**
     * {@code distinct(List.of("a", "a/b"), List.of("1", "2"), true)} is {@code [a_1, a/b]}.
     *
     * @param paths final paths, with slashes
     * @param marks for each path, what tells it from others of its name, such as the id of the file
     * @param folded whether the file system takes {@code A} and {@code a}, or two spellings of {@code é}, for one name
     * @return as many paths in the same order; the same input gives the same paths
     */
    public static List<String> distinct(List<String> paths, List<String> marks, boolean folded) {
        Map<String, Integer> count = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (String path : paths) {
            String name = key(path, folded);
            count.merge(name, 1, Integer::sum);
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                taken.add(name.substring(0, slash));
            }
        }
        Set<String> folders = Set.copyOf(taken);
        // All plain names first: a mark must not lead to the name of a file that comes later.
        count.keySet().stream().filter(name -> count.get(name) == 1).forEach(taken::add);
        List<String> distinct = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            String name = key(path, folded);
            if (count.get(name) > 1 || folders.contains(name)) {
                path = free(path, marks.get(i), taken, folded);
            }
            distinct.add(path);
        }
        return distinct;
    }

    private static String free(String path, String mark, Set<String> taken, boolean folded) {
        String marked = marked(path, mark);
        for (int next = 2; !taken.add(key(marked, folded)); next++) {
            marked = marked(path, mark + "_" + next);
        }
        return marked;
    }

    /** {@code figure.png} with a mark before the ending: {@code figure_12.png}. A name that gets too long is cut. */
    static String marked(String path, String mark) {
        int slash = path.lastIndexOf('/');
        int dot = path.lastIndexOf('.');
        int end = dot > slash + 1 ? dot : path.length();
        String suffix = "_" + tail(mark, MOST_MARK_BYTES) + path.substring(end);
        return path.substring(0, slash + 1) + head(path.substring(slash + 1, end), MOST_BYTES - bytes(suffix)) + suffix;
    }

    /** What fits of a text, from its beginning, in UTF-8. */
    public static String head(String text, int bytes) {
        int end = 0;
        for (int left = bytes; end < text.length(); ) {
            int next = text.offsetByCodePoints(end, 1);
            left -= bytes(text.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int bytes) {
        int start = 0;
        while (bytes(text.substring(start)) > bytes) {
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(start);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String key(String path, boolean folded) {
        return folded
                ? Normalizer.normalize(path, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT)
                : path;
    }
}
