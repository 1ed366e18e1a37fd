package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.types.EdgeKind;
import org.nd4j.linalg.activations.IActivation;

/**
 * A network's translation under way: what all layers need.
 *
 * @param graph the nodes so far
 * @param reports what became of the layers so far
 * @param normalization what the input goes through
 * @param normalized that, as it is held back on the input
 */
record Translation(
    GraphBuilder graph, Reports reports, InputNormalization normalization, DeferredOp normalized) {

  ActivationTranslation activations() {
    return new ActivationTranslation(this);
  }

  ProductTranslation products() {
    return new ProductTranslation(this);
  }

  /** A layer that is an activation function and nothing else. */
  Value activation(IActivation activation, Value input, LayerRef ref) {
    reports.plain(ref, activation.toString());
    return activations().apply(activation, input, ref);
  }

  /** The value as a node that puts out floats, bits, bytes or integer sums. */
  Value made(Value value) {
    return graph.materialize(value);
  }

  /** The value as a node that puts out floats; of others, one that the vertex makes them. */
  Value floats(Value value, LayerRef vertex, String name) {
    Value made = made(value);
    return made.kind() == EdgeKind.FLOAT
        ? made
        : graph.append(vertex, name, new Channelwise(List.of()), made);
  }

  /** The value for a packed product, which takes no integer sums: they become floats. */
  Value productInput(Value value, LayerRef vertex) {
    Value made = made(value);
    return made.kind() == EdgeKind.ACCUMULATOR
        ? floats(made, vertex, vertex.name() + ":input")
        : made;
  }

  /** Whether this is bytes as they come, but for a normalization that is still to be done. */
  boolean isBytes(Value value) {
    return value.made().kind() == EdgeKind.BYTE && value.holdsAtMost(normalized);
  }

  /** Says that a hidden packed layer is fed floats, if it is. */
  void warnIfFedFloats(Value value, LayerRef vertex) {
    if (!value.raw() && value.kind() == EdgeKind.FLOAT) {
      reports.warn(
          vertex
              + " is fed real values by "
              + value.source()
              + ": it runs on floats, far slower than on bits. "
              + "Put an ActivationLayer(new SignSTE()) directly before it.");
    }
  }
}
