package org.bnn4j.examples.spark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * Spark for tests: in this JVM, or as two executors that are JVMs of their own on this machine,
 * started from links to the jars on the class path.
 */
public final class TestSpark {
  private static final Predicate<String> TRAINING =
      Pattern.compile("deeplearning4j|nd4j|javacpp|bnn-layers").asPredicate();

  private TestSpark() {}

  /** Two threads of this JVM. */
  public static SparkSession local() {
    return builder("local[2]").getOrCreate();
  }

  /**
   * Two executors that have all that this JVM has. Data is written by Kryo, as on many clusters.
   */
  public static SparkSession cluster() throws IOException {
    return cluster(entry -> true);
  }

  /** Two executors that have neither Deeplearning4j nor ND4J nor bnn-layers. */
  public static SparkSession clusterForScoring() throws IOException {
    return cluster(TRAINING.negate());
  }

  private static SparkSession cluster(Predicate<String> entries) throws IOException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entries)
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    linkJars(classPath.stream().filter(Files::isRegularFile).toList());
    String folders =
        classPath.stream()
            .filter(Files::isDirectory)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return builder("local-cluster[2,1,1024]")
        .config("spark.executor.memory", "1g")
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.executor.extraClassPath", folders)
        .config("spark.executorEnv.OMP_NUM_THREADS", "1")
        .getOrCreate();
  }

  private static SparkSession.Builder builder(String master) {
    // Tasks fail on purpose here, and executors die.
    ((Logger) LoggerFactory.getLogger("org.apache")).setLevel(Level.OFF);
    return SparkSession.builder()
        .master(master)
        .appName("tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", home().resolve("warehouse").toString())
        .config("spark.sql.shuffle.partitions", 4);
  }

  private static Path home() {
    return Path.of(System.getenv("SPARK_HOME"));
  }

  private static void linkJars(List<Path> jars) throws IOException {
    Path folder = Files.createDirectories(home().resolve("jars"));
    try (Stream<Path> old = Files.list(folder)) {
      for (Path link : old.toList()) {
        Files.delete(link);
      }
    }
    for (Path jar : jars) {
      try {
        Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar.toAbsolutePath());
      } catch (FileAlreadyExistsException e) {
        throw new IOException("two jars on the class path are called " + jar.getFileName(), e);
      }
    }
  }

  /**
   * Ends the JVM that calls it, an executor's, unless one has been ended already.
   *
   * @param marker a file that only the first can make
   */
  public static void killOnce(String marker) {
    try {
      Files.createFile(Path.of(marker));
      Runtime.getRuntime().halt(137);
    } catch (FileAlreadyExistsException e) {
      return; // It has been done.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
