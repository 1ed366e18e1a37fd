package org.bnn4j.layers.export;

import java.util.Collections;
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
    int most = inputs.stream().mapToInt(input -> input.bits().size()).max().orElse(0);
    List<List<Value>> bits = inputs.stream().map(input -> bits(input, most)).toList();
    if (most > 0 && bits.stream().allMatch(ofOne -> ofOne.size() == most)) {
      return SignBits.join(
          translation.graph(),
          ref,
          most,
          bit -> concat(translation, SignBits.name(ref, bit), ref, bits, bit));
    }
    Value[] made = inputs.stream().map(translation::made).toArray(Value[]::new);
    EdgeKind kind = made[0].kind();
    boolean oneKind = inputs.stream().allMatch(input -> input.kind() == kind);
    for (int i = 0; i < made.length && !oneKind; i++) {
      made[i] = translation.floats(made[i], ref, ref.name() + ":input" + i);
    }
    return translation.graph().append(ref, ref.name(), new Concat(), made);
  }

  /** The bits that a value is the mean of: a sign is that of itself {@code n} times. */
  private static List<Value> bits(Value value, int n) {
    return value.kind() == EdgeKind.BITS ? Collections.nCopies(n, value) : value.bits();
  }

  private static Value concat(
      Translation translation, String name, LayerRef ref, List<List<Value>> bits, int which) {
    Value[] made =
        bits.stream().map(ofOne -> translation.made(ofOne.get(which))).toArray(Value[]::new);
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
