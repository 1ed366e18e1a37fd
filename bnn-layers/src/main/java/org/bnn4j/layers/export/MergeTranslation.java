package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Concatenations of channels. */
final class MergeTranslation implements VertexTranslation<MergeVertex> {
  /** Bits stay bits, ternary values two each; values of other kinds, if several, become floats. */
  @Override
  public Value translate(
      Translation translation, MergeVertex conf, LayerRef ref, List<Value> inputs) {
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
    List<List<Value>> bits = inputs.stream().map(MergeTranslation::bits).toList();
    boolean ternary = inputs.stream().anyMatch(input -> !input.bits().isEmpty());
    if (ternary && bits.stream().noneMatch(List::isEmpty)) {
      Value above = concat(translation, TernaryBits.above(ref), ref, bits, 0);
      Value below = concat(translation, TernaryBits.below(ref), ref, bits, 1);
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

  private static Value concat(
      Translation translation, String name, LayerRef ref, List<List<Value>> bits, int which) {
    Value[] made =
        bits.stream().map(pair -> translation.made(pair.get(which))).toArray(Value[]::new);
    return translation.graph().append(ref, name, new Concat(), made);
  }

  /** Checks that the network's arrays hold all values in the same way. */
  static void requireOneLayout(LayerRef ref, List<Value> inputs) {
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
