package org.bnn4j.kernels.graph;

import java.util.List;
import java.util.Locale;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * One value for the pixels of each window, channel by channel. Padding takes no part.
 *
 * @param kind what is done with the pixels
 * @param window how it slides; at least one pixel of each window lies inside the map
 */
public record Pool(Kind kind, Window window) implements Op {
  /** What is done with the pixels of a window. */
  public enum Kind {
    /** The largest; of bits their OR. Puts out what comes in. */
    MAX,
    /** Their sum, an accumulator unless they are floats. */
    SUM,
    /** Their sum as a float, divided by their number. */
    MEAN;

    /** The kind's number in a model file, from 1 in the order above: new ones come last. */
    public int code() {
      return ordinal() + 1;
    }
  }

  @Override
  public <R> R accept(OpVisitor<R> visitor) {
    return visitor.pool(this);
  }

  @Override
  public Edge infer(List<Edge> inputs) {
    Edge input = Op.single(inputs, this, EdgeKind.values());
    Shape pixels = input.shape();
    Shape pooled = window.slideOver(pixels, pixels.channels());
    for (int y = 0; y < pooled.height(); y++) {
      requirePixels("row " + y, window.rows(y, pixels), pixels);
    }
    for (int x = 0; x < pooled.width(); x++) {
      requirePixels("column " + x, window.columns(x, pixels), pixels);
    }
    return new Edge(outputKind(input), pooled);
  }

  private void requirePixels(String where, int count, Shape pixels) {
    if (count == 0) {
      throw new IllegalArgumentException(
          this + " over " + pixels + " has nothing but padding in its windows of " + where);
    }
  }

  private EdgeKind outputKind(Edge input) {
    if (kind == Kind.MAX) {
      return input.kind();
    }
    return kind == Kind.MEAN ? EdgeKind.FLOAT : Op.kindOfSums(input);
  }

  @Override
  public long reach(List<Edge> inputs, long[] reaches) {
    return kind == Kind.MAX ? reaches[0] : window.taps() * reaches[0];
  }

  @Override
  public long work(List<Edge> inputs, Edge output) {
    return (long) inputs.size() * output.size() * window.taps();
  }

  @Override
  public long constantWords() {
    return 0;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " pool " + window;
  }
}
