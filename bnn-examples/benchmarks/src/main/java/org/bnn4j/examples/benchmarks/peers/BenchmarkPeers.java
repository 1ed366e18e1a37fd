package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bnn4j.examples.benchmarks.speed.CLimit;
import org.bnn4j.examples.benchmarks.speed.LimitOption;
import org.bnn4j.examples.experiments.support.HelpOption;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.WholeFile;
import org.bnn4j.examples.experiments.training.WidthOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures packed models beside Deeplearning4j and ONNX Runtime on networks of the same shape, all
 * in one run: every contender is a process of its own, and they take turns.
 */
@Command(
    name = "BenchmarkPeers",
    sortOptions = false,
    description = {
      "Measures packed models beside Deeplearning4j's float layers and ONNX Runtime (float32, and int8 quantized "
          + "statically) on untrained networks of the same shape.",
      "Every contender is a process of its own, and all of them take turns, so the ratios hold on a busy machine. What "
          + "they answer is compared first. The peers run on the Java that runs this; packed models on it and on every --jdk."
    })
public final class BenchmarkPeers implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private HelpOption help;

  @Option(names = "--nets", split = ",", description = "mlp, cifar10 or both")
  private List<String> nets = List.of(Net.MLP, Net.CIFAR10);

  @Option(names = "--mlp-width", description = "Outputs of the perceptron's three hidden layers")
  private int mlpWidth = 4096;

  @Mixin private final WidthOption width = new WidthOption(1);
  @Mixin private Schedule schedule;

  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description = "A further JDK for packed models; the vector path needs 21 or later")
  private List<Path> jdks = List.of();

  @Mixin private LimitOption limit;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for models and results")
  private Path out = Path.of("target", "peers");

  /** Runs the measurement; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new BenchmarkPeers(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Net> chosen = chosen();
    List<Jdk> newestFirst = newestFirst();
    Jdk peers = Jdk.running();
    Cpu cpu = Cpu.here();
    Contenders contenders = new Contenders(peers, newestFirst, out.toAbsolutePath());
    PeersSummary summary = new PeersSummary(cpu, schedule);
    PeersPage page = new PeersPage(cpu, schedule, peers, newestFirst);
    for (Net net : chosen) {
      NetResults results = measure(net, contenders, cpu);
      summary.add(results);
      page.add(results);
      // After each net: what was measured for minutes is not lost if the next one fails.
      summary.report().writeJson(out.resolve("peers.json"));
      byte[] text = page.toString().getBytes(StandardCharsets.UTF_8);
      WholeFile.write(out.resolve("peers.md"), text);
    }
    System.out.println(page);
    return 0;
  }

  private List<Net> chosen() {
    String complaint = schedule.complaint();
    if (mlpWidth < 1) {
      complaint = "--mlp-width must be 1 or more, got " + mlpWidth;
    }
    if (complaint != null) {
      throw new ParameterException(command.commandLine(), complaint);
    }
    try {
      return nets.stream()
          .map(name -> new Net(name, name.equals(Net.MLP) ? mlpWidth : width.width()))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--nets: " + e.getMessage());
    }
  }

  /** The Java that runs this and the others, newest first. */
  private List<Jdk> newestFirst() throws IOException {
    Map<Integer, Jdk> byRelease = new TreeMap<>(Comparator.reverseOrder());
    byRelease.put(Runtime.version().feature(), Jdk.running());
    for (Path folder : jdks) {
      Jdk jdk = Jdk.in(folder);
      Jdk same = byRelease.putIfAbsent(jdk.version().feature(), jdk);
      if (same != null && !same.equals(jdk)) {
        throw new ParameterException(
            command.commandLine(),
            "--jdk: " + same.home() + " and " + jdk.home() + " are both " + jdk);
      }
    }
    return List.copyOf(byRelease.values());
  }

  private NetResults measure(Net net, Contenders contenders, Cpu cpu)
      throws IOException, InterruptedException {
    Path folder = out.toAbsolutePath().resolve(net.name());
    System.err.println("making the models of " + net.layers());
    Models models = Models.write(net, folder, cpu.weightBits());
    Map<String, String> operators = operators(models);
    List<Contender> all = new ArrayList<>();
    for (int threads : schedule.threads()) {
      all.addAll(contenders.of(net, models, threads));
    }
    Optional<CLimit> ceiling = limit.compile();
    Path log = folder.resolve("workers.log");
    Files.deleteIfExists(log);
    try (RoundProgress progress = new RoundProgress(net.name(), Match.steps(all.size(), schedule));
        Match match = new Match(all, schedule, ceiling, log, progress)) {
      Verification verification = match.verify(models);
      List<Result> results = match.run();
      OptionalDouble rate =
          ceiling.isPresent() ? OptionalDouble.of(ceiling.get().best()) : OptionalDouble.empty();
      return new NetResults(net, models.macs(), results, verification, operators, rate);
    }
  }

  private static Map<String, String> operators(Models models) throws IOException {
    OnnxOperators int8 = OnnxOperators.of(models.onnxInt8());
    int8.requireIntegers();
    Map<String, String> operators = new LinkedHashMap<>();
    operators.put("ONNX Runtime int8", int8.toString());
    operators.put("ONNX Runtime float32", OnnxOperators.of(models.onnxFloat()).toString());
    return operators;
  }
}
