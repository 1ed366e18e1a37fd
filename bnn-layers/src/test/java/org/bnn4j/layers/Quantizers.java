package org.bnn4j.layers;

import java.util.stream.Stream;
import org.bnn4j.layers.activations.DoReFaActivation;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.activations.StochasticSign;
import org.bnn4j.layers.activations.TernarySTE;
import org.bnn4j.layers.quantizers.ApproxSign;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.quantizers.MagnitudeAwareSignQuantizer;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.StochasticSignQuantizer;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.bnn4j.layers.quantizers.SwishSign;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.activations.IActivation;

/** What there is to choose from, with arguments that are not the defaults where there are some. */
final class Quantizers {

  private Quantizers() {}

  static Stream<WeightQuantizer> binary() {
    return Stream.of(
        new SignQuantizer(new StraightThrough(0.75)),
        new SignQuantizer(new ApproxSign()),
        new SignQuantizer(new SwishSign(2)),
        new MagnitudeAwareSignQuantizer(),
        new StochasticSignQuantizer(),
        new DoReFaQuantizer(1),
        new DoReFaQuantizer(2),
        new DoReFaQuantizer(4));
  }

  static Stream<WeightQuantizer> ternary() {
    return Stream.of(
        new TernaryQuantizer().thresholdFactor(0.5).perOutput(true),
        new TrainedTernaryQuantizer(),
        new TrainedTernaryQuantizer(0.2));
  }

  static Stream<IActivation> activations() {
    return Stream.of(
        new SignSTE(),
        new SignSTE(new StraightThrough(1.5)),
        new SignSTE(StraightThrough.everywhere()),
        new SignSTE(new ApproxSign()),
        new SignSTE(new SwishSign(2)),
        new StochasticSign(),
        new TernarySTE(),
        new TernarySTE(0.3),
        new DoReFaActivation(1),
        new DoReFaActivation(3));
  }
}
