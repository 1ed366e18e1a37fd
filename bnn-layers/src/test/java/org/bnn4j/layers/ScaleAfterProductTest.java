package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ScaleAfterProductTest {

  /** Float outputs are the scale times an integer, to the last bit. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void outputsAreScaleTimesInteger(boolean perOutput) {
    int fanIn = 777;
    int outputs = 40;
    TernaryDense layer =
        new TernaryDense.Builder()
            .nIn(fanIn)
            .nOut(outputs)
            .quantizer(new TernaryQuantizer().perOutput(perOutput))
            .build();
    var net = Nets.net(DataType.FLOAT, layer);
    INDArray x = Nets.uniform(DataType.FLOAT, 5, 20, fanIn);
    new SignSTE().getActivation(x, false);

    INDArray latent = net.getParam("0_W").transpose();
    INDArray levels = Nd4j.create(DataType.FLOAT, outputs, fanIn);
    INDArray scales = Nd4j.create(DataType.FLOAT, outputs);
    layer.quantizer().quantize(latent, levels);
    layer.quantizer().scales(latent, levels, scales);

    float[][] w = levels.toFloatMatrix();
    float[][] inputs = x.toFloatMatrix();
    float[][] actual = net.output(x).toFloatMatrix();
    Set<Integer> sums = new HashSet<>();
    for (int row = 0; row < inputs.length; row++) {
      for (int out = 0; out < outputs; out++) {
        int sum = 0;
        for (int i = 0; i < fanIn; i++) {
          sum += (int) (inputs[row][i] * w[out][i]);
        }
        sums.add(sum);
        assertEquals(scales.getFloat(out) * sum, actual[row][out], 0f);
      }
    }
    assertTrue(sums.size() > 20 && sums.contains(0), "a spread of sums with exact zeros: " + sums);
  }
}
