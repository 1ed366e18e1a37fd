package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.OpVisitor;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Chooses the loop that runs one node: an array with one step, or with several shares of a large
 * one.
 */
final class NodeSteps implements OpVisitor<Step[]> {
  private final Steps steps;
  private final Plan plan;
  private final Buffers buffers;
  private final ProductShares shares;
  private final PreparedWeights weights;
  private final int node;
  private final List<Integer> inputs;
  private final int input;
  private final Threshold threshold;
  private final int target;
  private final Shape shape;

  /**
   * Looks at a node.
   *
   * @param node whose operation is to run
   * @param threshold what makes bits of its accumulators at once, or null
   * @param target whose values come out: the threshold's node if there is one, else the node itself
   */
  NodeSteps(
      Steps steps, Plan plan, ProductShares shares, int node, Threshold threshold, int target) {
    this.steps = steps;
    this.plan = plan;
    this.buffers = steps.buffers();
    this.shares = shares;
    this.weights = plan.weights(steps.graph(), node);
    this.node = node;
    this.inputs = steps.graph().nodes().get(node).inputs();
    this.input = inputs.get(0);
    this.threshold = threshold;
    this.target = target;
    this.shape = buffers.edge(target).shape();
  }

  private static Step[] one(Step step) {
    return new Step[] {step};
  }

  private Shape map() {
    return buffers.edge(input).shape();
  }

  private SlidingWindow slide(Window window) {
    return new SlidingWindow(window, map());
  }

  /** Takes the accumulators of a product, as they are or through the threshold. */
  private ProductSink sink() {
    int[] values = (int[]) buffers.array(target);
    return new ProductSink(plan.path().packer(), threshold, shape.channels(), values);
  }

  @Override
  public Step[] input(Input op) {
    throw new IllegalStateException("the caller fills the input, no step does");
  }

  @Override
  public Step[] packedDense(PackedDense op) {
    return weights.ints() == null
        ? one(new FloatDenseStep(weights.floats(), steps.floats(input), buffers.floats(target)))
        : shares.dense(weights.ints(), inputs, sink());
  }

  @Override
  public Step[] packedConv(PackedConv op) {
    if (plan.path().isReference()) {
      return one(
          new ReferenceConvStep(
              op.window(), op.input(), op.weights()::weight, false, buffers, inputs, target));
    }
    return weights.ints() == null
        ? floatConv(op.window(), op.input().padding())
        : shares.convolution(op, weights, inputs, sink());
  }

  @Override
  public Step[] packedDepthwise(PackedDepthwise op) {
    if (plan.path().isReference()) {
      return one(
          new ReferenceConvStep(
              op.window(), op.input(), op.weights()::weight, true, buffers, inputs, target));
    }
    if (buffers.edge(target).kind() == EdgeKind.FLOAT) {
      return one(
          new FloatDepthwiseStep(
              weights.depthwise(),
              slide(op.window()),
              op.input().padding(),
              steps.floats(input),
              buffers.floats(target)));
    }
    return one(integerDepthwise(op));
  }

  /** Sums several inputs before they meet the weights: their padding is the sum of theirs. */
  private Step integerDepthwise(PackedDepthwise op) {
    SlidingWindow window = slide(op.window());
    if (inputs.size() == 1) {
      return new DepthwiseStep(
          weights.depthwise(), window, op.input(), steps.integers(input), sink());
    }
    int[] sums = steps.sumOfInputs(node, inputs);
    InputMap map = InputMap.padded(inputs.size() * op.input().padding());
    return new DepthwiseStep(weights.depthwise(), window, map, sums, sink());
  }

  @Override
  public Step[] floatDense(FloatDense op) {
    return one(new FloatDenseStep(weights.floats(), steps.floats(input), buffers.floats(target)));
  }

  @Override
  public Step[] floatConv(FloatConv op) {
    if (plan.path().isReference()) {
      return one(
          new ReferenceConvStep(
              op.window(), InputMap.PLAIN, op.weights()::get, false, buffers, inputs, target));
    }
    return floatConv(op.window(), 0);
  }

  private Step[] floatConv(Window window, int padding) {
    return one(
        new FloatConvStep(
            weights.floats(),
            slide(window),
            padding,
            steps.floats(input),
            buffers.floats(target),
            shape.channels()));
  }

  @Override
  public Step[] threshold(Threshold op) {
    int[] bits = buffers.bits(target);
    if (buffers.edge(input).kind() == EdgeKind.BITS) {
      return one(new BitMapStep(op, buffers.bits(input), bits, shape.pixels()));
    }
    ProductSink sink = new ProductSink(plan.path().packer(), op, shape.channels(), bits);
    return one(
        new ThresholdStep(buffers.accumulators(input), sink, shape.pixels(), shape.channels()));
  }

  @Override
  public Step[] sign(Sign op) {
    return one(
        new SignStep(
            buffers.floats(input), buffers.bits(target), shape.pixels(), shape.channels()));
  }

  @Override
  public Step[] channelwise(Channelwise op) {
    return one(new ChannelwiseStep(op, buffers, input, target));
  }

  @Override
  public Step[] softmax(Softmax op) {
    return one(
        new SoftmaxStep(
            buffers.floats(input), buffers.floats(target), shape.pixels(), shape.channels()));
  }

  @Override
  public Step[] pool(Pool op) {
    SlidingWindow window = slide(op.window());
    EdgeKind kind = buffers.edge(target).kind();
    if (kind == EdgeKind.BITS) {
      return one(new BitPoolStep(window, buffers.bits(input), buffers.bits(target)));
    } else if (kind == EdgeKind.FLOAT) {
      return one(new FloatPoolStep(op.kind(), window, steps.floats(input), buffers.floats(target)));
    }
    boolean max = op.kind() == Pool.Kind.MAX;
    return one(new IntPoolStep(max, window, steps.integers(input), buffers.array(target)));
  }

  @Override
  public Step[] pad(Pad op) {
    return one(new PadStep(slide(op.window()), buffers.array(input), buffers.array(target)));
  }

  @Override
  public Step[] flatten(Flatten op) {
    return one(new FlattenStep(op, buffers, input, target));
  }

  @Override
  public Step[] add(Add op) {
    int size = buffers.edge(target).size();
    return one(
        buffers.edge(target).kind() == EdgeKind.FLOAT
            ? new FloatAddStep(steps.floats(inputs), buffers.floats(target), size)
            : new IntAddStep(steps.integers(inputs), buffers.accumulators(target), size));
  }

  @Override
  public Step[] concat(Concat op) {
    return one(new ConcatStep(buffers, inputs, target));
  }
}
