package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.types.EdgeKind;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Vertices that make one value of several. */
final class JoinTranslation {
  private final Translation translation;

  JoinTranslation(Translation translation) {
    this.translation = translation;
  }

  Value sum(LayerRef ref, List<Value> inputs) {
    for (Value input : inputs) {
      if (!input.shape().equals(inputs.get(0).shape())) {
        throw ref.refuse(
            "values of different shapes cannot be added: "
                + inputs.get(0).shape()
                + " and "
                + input.shape());
      }
    }
    requireOneLayout(ref, inputs);
    translation.reports().plain(ref, "sum");
    Value[] made = inputs.stream().map(translation::made).toArray(Value[]::new);
    return translation.graph().append(ref, ref.name(), new Add(), made);
  }

  /** Bits stay bits, ternary values two each; values of other kinds, if several, become floats. */
  Value concat(MergeVertex conf, LayerRef ref, List<Value> inputs) {
    requireOneLayout(ref, inputs);
    Layout layout = inputs.get(0).layout();
    if (conf.getMergeAxis() != layout.channelDimension()) {
      throw ref.refuse(
          "only channels can be merged, which are dimension "
              + layout.channelDimension()
              + " of its inputs; it merges along dimension "
              + conf.getMergeAxis());
    }
    translation.reports().plain(ref, "concatenation");
    List<List<Value>> bits = inputs.stream().map(JoinTranslation::bits).toList();
    boolean ternary = inputs.stream().anyMatch(input -> !input.bits().isEmpty());
    if (ternary && bits.stream().noneMatch(List::isEmpty)) {
      Value above = concat(TernaryBits.above(ref), ref, bits, 0);
      Value below = concat(TernaryBits.below(ref), ref, bits, 1);
      return TernaryBits.join(translation.graph(), ref, above, below);
    }
    Value[] made = inputs.stream().map(translation::made).toArray(Value[]::new);
    EdgeKind kind = made[0].kind();
    boolean oneKind = inputs.stream().allMatch(input -> input.kind() == kind);
    for (int i = 0; i < made.length && !oneKind; i++) {
      made[i] = translation.floats(made[i], ref, ref.name() + ":input" + i);
    }
    return translation.graph().append(ref, ref.name(), new Concat(), made);
  }

  /** The two bits that a value is half the sum of: a sign is half of itself twice. */
  private static List<Value> bits(Value value) {
    return value.kind() == EdgeKind.BITS ? List.of(value, value) : value.bits();
  }

  private Value concat(String name, LayerRef ref, List<List<Value>> bits, int which) {
    Value[] made =
        bits.stream().map(pair -> translation.made(pair.get(which))).toArray(Value[]::new);
    return translation.graph().append(ref, name, new Concat(), made);
  }

  private static void requireOneLayout(LayerRef ref, List<Value> inputs) {
    for (Value input : inputs) {
      if (input.layout() != inputs.get(0).layout()) {
        throw ref.refuse(
            "its inputs are laid out differently: "
                + inputs.get(0).layout()
                + " and "
                + input.layout());
      }
    }
  }
}
