package org.bnn4j.layers.summary;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * What shape values have after a layer, vertex or preprocessor: what DL4J says of it, put right
 * where its {@code getOutputType} is not what the network computes.
 */
final class OutputTypes {
  private OutputTypes() {}

  static InputType of(Layer conf, int index, InputType in) {
    if (conf instanceof LossLayer) {
      return in; // DL4J says 0 outputs.
    } else if (conf instanceof GlobalPoolingLayer pool && Signal.isSequence(in)) {
      // DL4J says that it stays a sequence.
      long size = Signal.channels(in);
      return pool.isCollapseDimensions()
          ? InputType.feedForward(size)
          : InputType.recurrent(size, 1, ((InputTypeRecurrent) in).getFormat());
    } else if (conf instanceof EmbeddingSequenceLayer layer
        && layer.isInferInputLength()
        && !Signal.isSequence(in)) {
      return InputType.recurrent(layer.getNOut(), layer.getOutputFormat()); // DL4J says length 1.
    }
    return withFormat(withLength(conf.getOutputType(index, in), in), in);
  }

  /** A Convolution3D, for one, says that channels come last, where the network has them first. */
  private static InputType withFormat(InputType out, InputType in) {
    return out instanceof InputTypeConvolutional3D volume
            && in instanceof InputTypeConvolutional3D before
        ? InputType.convolutional3D(
            before.getDataFormat(),
            volume.getDepth(),
            volume.getHeight(),
            volume.getWidth(),
            volume.getChannels())
        : out;
  }

  /** A Bidirectional, for one, loses the length that its input has. */
  private static InputType withLength(InputType out, InputType in) {
    boolean lost =
        out instanceof InputTypeRecurrent
            && in instanceof InputTypeRecurrent
            && Signal.length(out) == Signal.UNKNOWN;
    return lost ? sequence(out, Signal.length(in)) : out;
  }

  /** A sequence with another length. */
  static InputType sequence(InputType of, long length) {
    InputTypeRecurrent type = (InputTypeRecurrent) of;
    return InputType.recurrent(type.getSize(), length, type.getFormat());
  }

  /** What a preprocessor makes of a value. Steps of sequences may become rows and be put back. */
  static Signal after(InputPreProcessor preprocessor, Signal in) {
    if (preprocessor instanceof ComposableInputPreProcessor several) {
      Signal value = in;
      for (InputPreProcessor one : several.getInputPreProcessors()) {
        value = after(one, value);
      }
      return value;
    }
    boolean fromSequence = Signal.isSequence(in.type());
    if (preprocessor instanceof RnnToFeedForwardPreProcessor && !fromSequence) {
      return in; // DL4J puts one behind a global pooling, where it does nothing.
    }
    int bits = DataMovement.moves(preprocessor) ? in.bits() : ActivationBits.REAL;
    Signal out = in.withType(preprocessor.getOutputType(in.type())).withBits(bits);
    boolean toSequence = Signal.isSequence(out.type());
    if (fromSequence && !toSequence) {
      return out.withFolded(Signal.length(in.type()));
    } else if (!fromSequence && toSequence) {
      long length = in.folded() == 0 ? 1 : in.folded();
      return out.withType(sequence(out.type(), length)).withFolded(0);
    }
    return out;
  }

  /** What a vertex of a graph makes of values, without their bits. */
  static Signal after(GraphVertex conf, int index, List<Signal> in) {
    InputType[] types = in.stream().map(Signal::type).toArray(InputType[]::new);
    InputType type = conf.getOutputType(index, types);
    for (InputType one : types) {
      type = withLength(type, one);
    }
    long stacked = in.stream().mapToLong(Signal::stacked).max().orElse(1);
    if (conf instanceof StackVertex) {
      stacked = in.stream().mapToLong(Signal::stacked).sum();
    } else if (conf instanceof UnstackVertex part) {
      stacked = Math.max(1, stacked / part.getStackSize());
    }
    return in.get(0).withType(type).withStacked(stacked);
  }
}
