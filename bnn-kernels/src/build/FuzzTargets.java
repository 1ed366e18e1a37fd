import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the fuzzer on each of the targets, one after the other, until one of them fails. What it
 * finds is in the folder {@code fuzz} of the build.
 */
final class FuzzTargets {
  private FuzzTargets() {}

  /**
   * Searches.
   *
   * @param args class path of the tests, folder of the module, folder of the build, seconds for
   *     each target
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path tests = Path.of(args[1], "src", "test");
    Map<String, Path> targets = new LinkedHashMap<>();
    targets.put("format.ModelTarget", tests.resolve("resources/org/bnn4j/kernels/format"));
    targets.put("cli.RowsTarget", tests.resolve("fuzz/rows"));
    targets.put("input.PngTarget", tests.resolve("fuzz/png"));
    targets.put("serve.BodyTarget", tests.resolve("fuzz/body"));
    for (Map.Entry<String, Path> target : targets.entrySet()) {
      int exit =
          run(target.getKey(), target.getValue(), Path.of(args[2], "fuzz"), args[0], args[3]);
      if (exit != 0) {
        System.exit(exit);
      }
    }
  }

  private static int run(String target, Path seeds, Path folder, String classPath, String seconds)
      throws IOException, InterruptedException {
    Path found = Files.createDirectories(folder.resolve(target));
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-classpath",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=org.bnn4j.kernels." + target,
                "--instrumentation_includes=org.bnn4j.kernels.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder.resolve(target + "-"),
                "-max_total_time=" + seconds,
                "-timeout=20",
                "-rss_limit_mb=3000",
                "-print_final_stats=1",
                found.toString(),
                seeds.toString()))
        .inheritIO()
        .start()
        .waitFor();
  }
}
