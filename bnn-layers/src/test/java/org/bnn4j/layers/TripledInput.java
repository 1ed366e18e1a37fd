package org.bnn4j.layers;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dropout that can be predicted: it triples what it is given. */
final class TripledInput implements IDropout {

  private static final long serialVersionUID = 1L;

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return result.assign(input).muli(3);
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    return gradAtInput.assign(gradAtOutput).muli(3);
  }

  @Override
  public void clear() {}

  @Override
  public IDropout clone() {
    return new TripledInput();
  }
}
