package org.bnn4j.examples.experiments.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.activations.TernarySTE;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.quantizers.MagnitudeAwareSignQuantizer;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class LayerFlagsTest {
  @Command
  private static final class Example {
    @Mixin private final LayerFlags layers;

    Example(double input, double hidden) {
      layers = new LayerFlags(new org.bnn4j.examples.experiments.training.Dropout(input, hidden));
    }
  }

  private static LayerFlags flags(String... options) {
    Example example = new Example(0.1, 0.2);
    new CommandLine(example).parseArgs(options);
    return example.layers;
  }

  private static List<Layer> layers(String... options) {
    LayerFlags flags = flags(options);
    Recipe recipe = new Recipe(flags.kind(), 1e-2, 1, 1, WeightTraining.ADAM, flags.dropout());
    return new BinaryMlp(64, List.of(16), 10, recipe)
        .configuration().getConfs().stream().map(conf -> conf.getLayer()).toList();
  }

  @Test
  void defaultsAreBinaryAndTheExamplesDropout() {
    List<Layer> layers = layers();
    assertEquals(BinaryDense.class, layers.get(0).getClass());
    assertEquals(new Dropout(0.9), layers.get(0).getIDropout());
    assertEquals(new Dropout(0.8), layers.get(3).getIDropout());
    assertEquals(new SignSTE(), ((ActivationLayer) layers.get(2)).getActivationFn());
  }

  @Test
  void namesChooseLayers() {
    List<Layer> layers = layers("--quantizer", "MAGNITUDE_AWARE", "--activation", "TERNARY");
    assertEquals(new MagnitudeAwareSignQuantizer(), ((BinaryDense) layers.get(0)).quantizer());
    assertEquals(new TernarySTE(), ((ActivationLayer) layers.get(2)).getActivationFn());
    assertEquals(RSign.class, layers("--activation", "RSIGN").get(2).getClass());
    Layer ternary = layers("--ternary", "--dropout", "0").get(3);
    assertEquals(new TernaryQuantizer(), ((TernaryDense) ternary).quantizer());
    assertEquals(null, ternary.getIDropout());
  }

  @ParameterizedTest
  @EnumSource(WeightLevels.class)
  void everyNameMakesANetwork(WeightLevels weights) {
    for (ActivationLevels activations : ActivationLevels.values()) {
      Recipe recipe = new Recipe(new Quantized(weights, activations), 1e-2, 1, 1);
      MultiLayerNetwork network =
          new MultiLayerNetwork(new BinaryMlp(8, List.of(4), 3, recipe).configuration());
      network.init();
      assertEquals(3, network.output(Nd4j.rand(2, 8)).columns());
    }
  }

  @Test
  void refusals() {
    String both =
        assertThrows(ParameterException.class, () -> layers("--ternary", "--quantizer", "TTQ"))
            .getMessage();
    assertEquals("--ternary is --quantizer TWN, not TTQ", both);
    String share =
        assertThrows(ParameterException.class, () -> layers("--dropout", "1")).getMessage();
    assertTrue(share.contains("below 1, got 1.0"), share);
  }
}
