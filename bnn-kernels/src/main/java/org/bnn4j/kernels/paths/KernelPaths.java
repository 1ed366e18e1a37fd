package org.bnn4j.kernels.paths;

import java.util.List;

/**
 * The one place that decides which kernels run.
 *
 * <p>Order of preference: the Vector API path where it can run and says that it is worth it, else
 * the plain one. The system property {@value #PROPERTY} ({@code reference}, {@code plain} or {@code
 * vector}) forces one, and it is an error if that one cannot run: a fallback that nobody sees would
 * spoil a measurement.
 *
 * <p>The Vector API path lives in META-INF/versions/21 and is found by its name, so no class of the
 * Java 17 level links to it or to {@code jdk.incubator.vector}.
 */
public final class KernelPaths {
  /** The system property that forces a path. */
  public static final String PROPERTY = "bnn.kernels";

  private static final String VECTOR_PATH = "org.bnn4j.kernels.paths.VectorPath";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private KernelPaths() {}

  /**
   * The path that models run on unless they are told otherwise.
   *
   * @throws IllegalStateException if the system property names a path that is unknown or cannot run
   *     here
   */
  public static KernelPath selected() {
    String forced = System.getProperty(PROPERTY);
    if (forced != null) {
      return named(forced);
    }
    KernelPath vectors = whyNoVectors() == null ? vectorPath() : null;
    return vectors != null && vectors.isPreferred() ? vectors : new PlainPath();
  }

  /**
   * The path with a name.
   *
   * @throws IllegalStateException if it is unknown or cannot run here, saying what would help
   */
  public static KernelPath named(String name) {
    if (name.equalsIgnoreCase("reference")) {
      return new ReferencePath();
    } else if (name.equalsIgnoreCase("plain")) {
      return new PlainPath();
    } else if (!name.equalsIgnoreCase("vector")) {
      throw new IllegalStateException(
          "no kernels named '" + name + "': " + PROPERTY + " is reference, plain or vector");
    }
    String reason = whyNoVectors();
    if (reason != null) {
      throw new IllegalStateException("the vector kernels cannot run: " + reason);
    }
    return vectorPath();
  }

  /** The names of all paths that can run in this JVM. */
  public static List<String> available() {
    return whyNoVectors() == null
        ? List.of("reference", "plain", "vector")
        : List.of("reference", "plain");
  }

  /** Why the Vector API path cannot run in this JVM and what would help, or null if it can. */
  public static String whyNoVectors() {
    int release = Runtime.version().feature();
    if (release < 21) {
      return "they need Java 21 or later, and this is Java " + release;
    }
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return "with 256-bit vectors or wider, start java with --add-modules=" + VECTOR_MODULE;
    }
    return KernelPaths.class.getResource("VectorPath.class") == null
        ? "none here: not a multi-release jar (Multi-Release: true), or built by a JDK before 21"
        : null;
  }

  private static KernelPath vectorPath() {
    // Of its own accord a module reads no incubator.
    ModuleLayer.boot().findModule(VECTOR_MODULE).ifPresent(KernelPaths.class.getModule()::addReads);
    try {
      return (KernelPath) Class.forName(VECTOR_PATH).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the vector kernels do not load: " + e, e);
    }
  }
}
