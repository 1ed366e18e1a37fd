package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Graph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a first answer waits for is the loading of classes. Each of these groups of them would take
 * longer than all of ours: lambdas and what records inherit are made at run time.
 */
class ColdStartTest {
  private static final Pattern SLOW =
      Pattern.compile(
          "bnn4j\\S*Lambda|LambdaMetafactory|ObjectMethods|java\\.util\\.stream\\.\\S*Pipeline"
              + "|java\\.util\\.regex|java\\.util\\.Formatter|System\\$Logger|javax\\.imageio|sun\\.net\\.httpserver");

  @TempDir Path folder;

  static List<Named<Graph>> models() {
    return List.of(
        Named.of("perceptron", new RandomModels(1).perceptron(3, 40, 2)),
        Named.of("vectors", new RandomModels(2).everyOperation()),
        Named.of("maps", new ConvModels(2).everyOperation()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFirstAnswerLoadsNothingSlow(Graph model) throws Exception {
    String row = "1,".repeat(model.input().size() - 1) + "1\n";
    List<String> options = List.of("-Dbnn.kernels=plain", "-Xlog:class+load:stderr");
    CliRun run = new ChildJvm(folder, model).run(options, row, "predict", "-");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains(Predict.class.getName()), "the log names what was loaded");
    List<String> slow = run.err().lines().filter(line -> SLOW.matcher(line).find()).toList();
    assertEquals(List.of(), slow);
  }
}
