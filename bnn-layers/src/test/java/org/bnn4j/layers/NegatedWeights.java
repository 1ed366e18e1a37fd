package org.bnn4j.layers;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight noise that can be predicted: it negates, and returns another order than it was given.
 */
final class NegatedWeights implements IWeightNoise {

  private static final long serialVersionUID = 1L;

  @Override
  public INDArray getParameter(
      Layer layer,
      String key,
      int iteration,
      int epoch,
      boolean train,
      LayerWorkspaceMgr workspaces) {
    return layer.getParam(key).dup('c').negi();
  }

  @Override
  public IWeightNoise clone() {
    return new NegatedWeights();
  }
}
