package org.bnn4j.examples.benchmarks.peers;

import java.util.List;
import picocli.CommandLine.Option;

/** How much is measured. */
final class Schedule {
  @Option(names = "--batches", split = ",", description = "Images in a call, 256 at most")
  private List<Integer> batches = List.of(1, 16, 256);

  @Option(names = "--threads", split = ",", description = "Threads of a contender")
  private List<Integer> threads = List.of(1, 2);

  @Option(names = "--rounds", description = "Rounds, in each of which all contenders take turns")
  private int rounds = 5;

  @Option(names = "--seconds", description = "Of one measurement; a call is made in any case")
  private double seconds = 1;

  @Option(names = "--warm-up", description = "Seconds of each contender and batch, before all")
  private double warmUp = 3;

  @Option(names = "--starts", description = "Fresh processes whose start is measured")
  private int starts = 3;

  /** Sizes of a batch. */
  List<Integer> batches() {
    return batches;
  }

  /** Numbers of threads. */
  List<Integer> threads() {
    return threads;
  }

  /** Rounds. */
  int rounds() {
    return rounds;
  }

  /** Of one measurement. */
  long millis() {
    return Math.round(1e3 * seconds);
  }

  /** Of a warm-up. */
  long warmUpMillis() {
    return Math.round(1e3 * warmUp);
  }

  /** Fresh processes of each contender. */
  int starts() {
    return starts;
  }

  /** Says what is wrong with it, or null. */
  String complaint() {
    if (batches.stream().anyMatch(batch -> batch < 1 || batch > Models.EXAMPLES)) {
      return "--batches must be 1 to " + Models.EXAMPLES + ", got " + batches;
    } else if (threads.stream().anyMatch(count -> count < 1)) {
      return "--threads must be 1 or more, got " + threads;
    } else if (rounds < 1 || starts < 1) {
      return "--rounds and --starts must be 1 or more, got " + rounds + " and " + starts;
    }
    return seconds >= 0 && warmUp >= 0 ? null : "--seconds and --warm-up must not be negative";
  }
}
