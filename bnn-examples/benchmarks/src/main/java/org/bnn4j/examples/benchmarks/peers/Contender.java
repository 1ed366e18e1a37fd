package org.bnn4j.examples.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to run a network, and with how many threads.
 *
 * @param name for people; the same for every number of threads
 * @param jdk that it runs on
 * @param flags of its JVM
 * @param classPath of its JVM
 * @param main its class
 * @param model the file that it loads
 * @param arguments of the class, without the threads
 */
record Contender(
    Kind kind,
    String name,
    Jdk jdk,
    List<String> flags,
    String classPath,
    String main,
    Path model,
    List<String> arguments,
    int threads) {
  /** Whether it is one of this project's. */
  boolean packed() {
    return kind == Kind.PACKED;
  }

  /** A process that runs it; errors go to a log. */
  ProcessBuilder process(Path log) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    // Options of this process are not theirs.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  @Override
  public String toString() {
    return name + ", " + threads + (threads == 1 ? " thread" : " threads");
  }
}
