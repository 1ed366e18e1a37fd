package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.internal.network.Layout;

/**
 * What a vertex puts out: what a node puts out, after operations that are held back.
 *
 * @param node the node's number
 * @param made what the node puts out
 * @param held operations that are not nodes yet, first one first; no two {@link Channelwise} in a
 *     row
 * @param layout how the network holds the same values
 * @param raw whether no product and no sign has come yet: it is the input, or made of it
 * @param signs the bits that the node's sum is of, where it is that of a mean of signs
 * @param source the vertex, as messages name it
 */
record Value(
    int node,
    Edge made,
    List<DeferredOp> held,
    Layout layout,
    boolean raw,
    Optional<SignBits> signs,
    LayerRef source) {
  Value {
    held = List.copyOf(held);
  }

  /** What the value is after all operations. */
  Edge edge() {
    Edge edge = made;
    for (DeferredOp operation : held) {
      edge = operation.after(edge);
    }
    return edge;
  }

  EdgeKind kind() {
    return edge().kind();
  }

  Shape shape() {
    return edge().shape();
  }

  /** The same as what another vertex puts out. */
  Value from(LayerRef vertex) {
    return new Value(node, made, held, layout, raw, signs, vertex);
  }

  /** The same values in another layout of the network's. */
  Value in(Layout other) {
    return new Value(node, made, held, other, raw, signs, source);
  }

  /** This and one more operation, whose result is what the vertex with this name puts out. */
  Value then(String name, Op op) {
    return holding(new DeferredOp(name, op));
  }

  Value holding(DeferredOp operation) {
    List<DeferredOp> longer = new ArrayList<>(held);
    longer.add(operation);
    return new Value(node, made, longer, layout, raw, signs, source);
  }

  /** This and more float arithmetic. */
  Value then(String name, List<Term> terms) {
    if (terms.isEmpty()) {
      return this;
    }
    List<Term> all = new ArrayList<>(terms());
    all.addAll(terms);
    return withoutTerms().then(name, new Channelwise(all));
  }

  /** The last operation that is held back. */
  Optional<Op> last() {
    return held.isEmpty() ? Optional.empty() : Optional.of(held.get(held.size() - 1).op());
  }

  Value withoutLast() {
    return new Value(node, made, held.subList(0, held.size() - 1), layout, raw, signs, source);
  }

  /** The arithmetic that is held back last. */
  List<Term> terms() {
    return last().orElse(null) instanceof Channelwise arithmetic ? arithmetic.terms() : List.of();
  }

  Value withoutTerms() {
    return last().orElse(null) instanceof Channelwise ? withoutLast() : this;
  }

  /** The same values, which are made of these bits. */
  Value ofBits(SignBits bits) {
    return new Value(node, made, held, layout, raw, Optional.of(bits), source);
  }

  /** The bits that this is the mean of; none if it is no such mean, or not that alone. */
  List<Value> bits() {
    return signs
        .filter(signs -> held.size() == 1 && held.get(0) == signs.mean())
        .map(signs -> signs.bits().stream().map(bit -> bit.in(layout)).toList())
        .orElse(List.of());
  }

  /** Whether nothing is held back but this operation, or nothing at all. */
  boolean holdsAtMost(DeferredOp operation) {
    return held.isEmpty() || held.size() == 1 && held.get(0) == operation;
  }
}
