import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Compiles the Vector API kernels into META-INF/versions/21 where the JDK that runs this has them,
 * and otherwise says that they are left out. The build runs it on the newest JDK that it finds, as
 * a source file.
 *
 * <p>Arguments: the classes folder, a file that receives the home of this JDK if it compiled, for
 * the tests that run on it, and the source folders.
 */
public final class CompileVectorPath {
  public static void main(String[] args) throws IOException {
    Path classes = Path.of(args[0]);
    Path home = Path.of(args[1]);
    Path target = classes.resolve("META-INF/versions/21");
    Files.deleteIfExists(home);
    delete(target);
    int release = Runtime.version().feature();
    if (release < 21) {
      System.out.println(
          "[WARNING] No JDK 21 or later found (newest: "
              + release
              + "): this build leaves the Vector API kernels out and keeps the plain ones.");
      return;
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "--release",
                "21",
                "--add-modules",
                "jdk.incubator.vector",
                "-Xlint:all,-incubating",
                "-g:source,lines",
                "-XDstringConcat=inline",
                "-cp",
                classes.toString(),
                "-d",
                target.toString()));
    for (String folder : List.of(args).subList(2, args.length)) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .map(Path::toString)
            .filter(file -> file.endsWith(".java"))
            .sorted()
            .forEach(command::add);
      }
    }
    java.io.ByteArrayOutputStream messages = new java.io.ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, command.toArray(String[]::new));
    System.out.print(messages);
    // -Werror would trip over the one warning that cannot be switched off: that an incubator module
    // is in use.
    boolean warned = messages.toString().lines().anyMatch(line -> line.contains(".java:"));
    if (status != 0 || warned) {
      System.exit(1);
    }
    Files.writeString(home, System.getProperty("java.home"));
  }

  /**
   * Deletes a folder, so that nothing of an earlier build is left where this one compiles nothing.
   */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
