package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.export.NetworkRecipe.Block;
import org.bnn4j.layers.export.NetworkRecipe.Pooling;
import org.bnn4j.layers.export.NetworkRecipe.Slide;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Makes the layers of a {@link NetworkRecipe}. */
final class RecipeNetwork {
  /** Multiplications of one convolution for one image. */
  private static final long MOST_WORK = 300_000;

  private final List<Layer> layers = new ArrayList<>();
  private InputTypeConvolutional map;

  private RecipeNetwork(Images images) {
    this.map = images.map();
  }

  /** The layers of a recipe, up to the answer. */
  static List<Layer> layers(NetworkRecipe recipe) {
    RecipeNetwork network = new RecipeNetwork(recipe.images());
    recipe.blocks().forEach(network::add);
    network.layers.add(Trained.binary(Images.CLASSES));
    network.layers.add(Randomized.norm());
    network.layers.add(Trained.softmax());
    return network.layers;
  }

  private void add(Block block) {
    fit(block.slide(), slide -> convolution(block, slide));
    pool(block, Pooling.MEAN_OF_SUMS, PoolingType.AVG);
    pool(block, Pooling.MAX_OF_SUMS, PoolingType.MAX);
    layers.add(Randomized.norm());
    pool(block, Pooling.MAX_OF_NORMS, PoolingType.MAX);
    layers.add(Trained.sign());
    pool(block, Pooling.MAX_OF_BITS, PoolingType.MAX);
  }

  private void pool(Block block, Pooling pooling, PoolingType type) {
    if (block.pooling() == pooling) {
      fit(block.pool().dense(), slide -> pool(type, slide));
    }
  }

  /** Adds the layer with this window, or with one like it that fits. */
  private void fit(Slide slide, Function<Slide, Layer> make) {
    boolean fits = slide.fits(map.getHeight(), map.getWidth());
    Layer layer = make.apply(fits ? slide : slide.same());
    layer.setNIn(map, true);
    map = (InputTypeConvolutional) layer.getOutputType(layers.size(), map);
    layers.add(layer);
  }

  private Layer convolution(Block block, Slide slide) {
    QuantizedConv2D.Builder<?> builder =
        switch (block.weights()) {
          case BINARY -> new BinaryConv2D.Builder().nOut(outputs(block, slide));
          case TERNARY ->
              ternary(block, slide).quantizer(new TernaryQuantizer().scaled(block.hasScale()));
          case TERNARY_PER_OUTPUT ->
              ternary(block, slide)
                  .quantizer(new TernaryQuantizer().perOutput(true).scaled(block.hasScale()));
          case TERNARY_UNSCALED ->
              ternary(block, slide).quantizer(new TernaryQuantizer().scaled(false));
          case DEPTHWISE -> new BinaryDepthwiseConv2D.Builder().depthMultiplier(multiplier(block));
          case SEPARABLE ->
              new BinarySeparableConv2D.Builder()
                  .depthMultiplier(multiplier(block))
                  .nOut(outputs(block, slide));
        };
    builder.padValue(block.padValue()).hasBias(block.hasBias());
    builder.kernelSize(slide.height(), slide.width()).stride(slide.down(), slide.right());
    builder.dilation(slide.rowsApart(), slide.columnsApart()).convolutionMode(slide.mode());
    return builder.padding(slide.padding(), slide.padding()).build();
  }

  private TernaryConv2D.Builder ternary(Block block, Slide slide) {
    return new TernaryConv2D.Builder().nOut(outputs(block, slide));
  }

  private long outputs(Block block, Slide slide) {
    long each = slide.height() * slide.width() * map.arrayElementsPerExample();
    return Math.max(1, Math.min(block.outputs(), MOST_WORK / each));
  }

  private int multiplier(Block block) {
    return map.getChannels() < 40 ? 1 + block.outputs() % 2 : 1;
  }

  private static Layer pool(PoolingType type, Slide slide) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(slide.height(), slide.width())
        .stride(slide.down(), slide.right())
        .convolutionMode(slide.mode())
        .padding(slide.padding(), slide.padding())
        .build();
  }
}
