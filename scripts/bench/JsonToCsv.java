import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The least that an export of metrics does: replies in memory, parsed by Jackson, written by Commons CSV. Prints seconds. */
final class JsonToCsv {
    private static final int ROUNDS = 7;

    public static void main(String[] arguments) throws Exception {
        TreeMap<String, byte[]> replies = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.toList()) {
                replies.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[1]), StandardCharsets.UTF_8);
                    CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
                csv.printRecord("experiment_key", "metric", "step", "epoch", "timestamp", "value");
                for (var reply : replies.entrySet()) {
                    write(reply.getKey(), reply.getValue(), csv);
                }
            }
            seconds[round] = (System.nanoTime() - begun) / 1e9;
        }
        // The first rounds warm the compiler up.
        double[] warm = java.util.Arrays.copyOfRange(seconds, 2, ROUNDS);
        java.util.Arrays.sort(warm);
        System.out.println(String.format(Locale.ROOT, "%.4f", warm[warm.length / 2]));
    }

    private static void write(String key, byte[] reply, CSVPrinter csv) throws Exception {
        try (JsonParser json = new JsonFactory().createParser(reply)) {
            while (json.nextToken() != JsonToken.START_ARRAY) {
                continue;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String metric = null;
                String value = null;
                String step = null;
                String epoch = null;
                String time = null;
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    boolean there = json.nextToken() != JsonToken.VALUE_NULL;
                    switch (name) {
                        case "metricName" -> metric = json.getText();
                        case "metricValue" -> value = json.getText();
                        case "step" -> step = there ? json.getText() : null;
                        case "epoch" -> epoch = there ? json.getText() : null;
                        case "timestamp" -> time = json.getText();
                        default -> json.skipChildren();
                    }
                }
                csv.printRecord(key, metric, step, epoch, time, value);
            }
        }
    }
}
