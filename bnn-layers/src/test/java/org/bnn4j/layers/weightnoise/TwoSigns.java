package org.bnn4j.layers.weightnoise;

import org.bnn4j.layers.quantizers.WeightPrecision;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Two planes: the signs times the mean of the magnitudes, then the same of what is left. */
final class TwoSigns implements WeightQuantizer {

  private static final long serialVersionUID = 1L;

  @Override
  public WeightPrecision precision() {
    return WeightPrecision.BINARY;
  }

  @Override
  public int planes() {
    return 2;
  }

  @Override
  public boolean scaled() {
    return true;
  }

  @Override
  public void quantize(INDArray latent, INDArray levels) {
    INDArray first = plane(latent, levels, 0);
    first.assign(signs(latent));
    plane(latent, levels, 1).assign(signs(rest(latent, first)));
  }

  @Override
  public void scales(INDArray latent, INDArray levels, INDArray scales) {
    int outputs = (int) latent.size(0);
    INDArray rest = rest(latent, plane(latent, levels, 0));
    for (int i = 0; i < outputs; i++) {
      scales.putScalar(i, latent.getRow(i).ameanNumber().doubleValue());
      scales.putScalar(outputs + i, rest.getRow(i).ameanNumber().doubleValue());
    }
  }

  private static INDArray plane(INDArray latent, INDArray levels, int plane) {
    long outputs = latent.size(0);
    return levels.get(NDArrayIndex.interval(plane * outputs, (plane + 1) * outputs));
  }

  private static INDArray signs(INDArray values) {
    return values.gt(0).castTo(values.dataType()).muli(2).subi(1);
  }

  private static INDArray rest(INDArray latent, INDArray signs) {
    INDArray rest = latent.dup('c');
    for (int i = 0; i < latent.size(0); i++) {
      rest.getRow(i).subi(signs.getRow(i).mul(latent.getRow(i).ameanNumber()));
    }
    return rest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TwoSigns;
  }

  @Override
  public int hashCode() {
    return TwoSigns.class.hashCode();
  }
}
