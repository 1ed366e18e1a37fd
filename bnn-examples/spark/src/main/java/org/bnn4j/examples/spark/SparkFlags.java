package org.bnn4j.examples.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.bnn4j.examples.experiments.support.ReportSection;
import picocli.CommandLine.Option;

/** Where Spark runs, and how. */
final class SparkFlags {
  private static final String MASTER = "spark.master";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Where Spark runs: local[N], spark://HOST:PORT, yarn, ... By default what spark-submit says, else local[2]")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark's; as often as needed")
  private Map<String, String> settings = new TreeMap<>();

  /** Ends a main; it returns where all is well, as YARN takes any exit for a failure. */
  static void end(int code) {
    if (code != 0) {
      System.exit(code);
    }
  }

  /** How Spark is told of a file of this machine, whatever its default file system is. */
  static String uri(Path file) {
    return file.toAbsolutePath().toUri().toString();
  }

  /** Starts Spark. */
  SparkSession session(String name) {
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    if (master != null) {
      builder.master(master);
    } else if (System.getProperty(MASTER) == null) {
      builder.master("local[2]");
    }
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** Writes down what a session runs on. */
  static void describe(SparkSession spark, ReportSection section) {
    section
        .put("version", spark.version())
        .put("master", spark.sparkContext().master())
        .put("cores", spark.sparkContext().defaultParallelism());
  }
}
