package org.bnn4j.examples.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that was found about one net.
 *
 * @param macs multiply-accumulates of one example
 * @param operators what ONNX Runtime runs, for each of its contenders' names
 * @param limit the best rate of the limit in C, if there is one, in G multiply-accumulates a second
 */
record NetResults(
    Net net,
    double macs,
    List<Result> results,
    Verification verification,
    Map<String, String> operators,
    OptionalDouble limit) {
  /** The packed ones with a number of threads. */
  List<Result> packed(int threads) {
    return results.stream()
        .filter(r -> r.contender().packed() && r.contender().threads() == threads)
        .toList();
  }

  /** The others with a number of threads. */
  List<Result> peers(int threads) {
    return results.stream()
        .filter(r -> !r.contender().packed() && r.contender().threads() == threads)
        .toList();
  }
}
