package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** Sums of values of one shape. */
final class SumTranslation implements VertexTranslation<ElementWiseVertex> {
  @Override
  public void check(ElementWiseVertex conf, LayerRef ref) {
    if (conf.getOp() != ElementWiseVertex.Op.Add) {
      throw ref.refuse("the operation " + conf.getOp() + " cannot be exported; supported is Add");
    }
  }

  @Override
  public Value translate(
      Translation translation, ElementWiseVertex conf, LayerRef ref, List<Value> inputs) {
    for (Value input : inputs) {
      if (!input.shape().equals(inputs.get(0).shape())) {
        throw ref.refuse(
            "values of different shapes cannot be added: "
                + inputs.get(0).shape()
                + " and "
                + input.shape());
      }
    }
    MergeTranslation.requireOneLayout(ref, inputs);
    translation.reports().plain(ref, "sum");
    Value[] made = inputs.stream().map(translation::made).toArray(Value[]::new);
    return translation.graph().append(ref, ref.name(), new Add(), made);
  }
}
