package io.cometsh.spark;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.Tuple2;

/** How many processes of this application may ask the server at once. */
final class SparkProcesses {
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,.*");
    /** "No limit" is a number too. */
    private static final int MANY = 100_000;

    private SparkProcesses() {}

    /** The settings of the application, which Spark shows; none without a session. */
    static Map<String, String> settings() {
        Option<SparkSession> session = SparkSession.getDefaultSession();
        Map<String, String> settings = new TreeMap<>();
        if (session.isDefined()) {
            for (Tuple2<String, String> setting :
                    session.get().sparkContext().conf().getAll()) {
                settings.put(setting._1(), setting._2());
            }
        }
        return settings;
    }

    /** The executors beside the driver; 0 when the driver runs the tasks itself. */
    static int executors() {
        Option<SparkSession> session = SparkSession.getDefaultSession();
        if (session.isEmpty()) {
            return 0;
        }
        SparkContext spark = session.get().sparkContext();
        String master = spark.master();
        if (master.matches("local(\\[.*)?")) {
            return 0;
        }
        SparkConf conf = spark.conf();
        // The driver is one of them.
        int count = spark.statusTracker().getExecutorInfos().length - 1;
        count = Math.max(count, conf.getInt("spark.executor.instances", 0));
        int most = conf.getInt("spark.dynamicAllocation.maxExecutors", 0);
        if (conf.getBoolean("spark.dynamicAllocation.enabled", false) && most < MANY) {
            count = Math.max(count, most);
        }
        Matcher cluster = LOCAL_CLUSTER.matcher(master);
        return Math.max(cluster.matches() ? Integer.parseInt(cluster.group(1)) : 1, count);
    }
}
