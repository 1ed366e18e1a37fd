package org.bnn4j.layers.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Follows how many weights flip while a network trains: the share of the weights of a layer whose
 * quantized level has another sign than at the last look.
 *
 * <pre>{@code
 * FlipRatioListener flips = new FlipRatioListener().csv(Path.of("flips.csv"));
 * network.addListeners(flips);
 * network.fit(data, epochs);
 * flips.rows();
 * }</pre>
 *
 * <p>The sign of a level is {@code theta(w) = +1 if w > 0, else -1} for binary weights, and -1, 0
 * or +1 for ternary ones. A training that goes well flips many weights in its first epochs and
 * fewer and fewer as the learning rate falls; see Helwegen et al. 2019, who take the flip ratio of
 * an update for the measure of what an optimizer of binary weights does.
 *
 * <p>It looks at the end of each epoch, or after every so many updates ({@link #every}), and
 * compares with the signs of the look before; the first look compares with the weights before the
 * first update. Beside the flip ratio each {@link LatentRow} has the share of weights that never
 * flipped, the share at the clip, and the mean magnitude. Each look logs one line (level INFO) with
 * the flip ratios of all layers; parameters in trouble are warned of, once for each kind of
 * trouble:
 *
 * <ul>
 *   <li>saturation, many weights at the clip: {@link #saturationLimit}
 *   <li>starvation, no flip for several looks: {@link #starvationLooks}
 *   <li>no settling, many flips for 5 looks: {@link #flipLimit}
 * </ul>
 *
 * <p>Followed are the quantized layers of this project, also within wrappers, in a
 * MultiLayerNetwork or ComputationGraph. Frozen layers are left out: nothing flips in them, and a
 * warning about that would be false. A look costs about one pass over the weights, and memory is
 * one bit a weight for its sign, two where levels can be 0, and one for whether it ever flipped.
 * Where levels are more than the sign of the latent weight they are computed into an array that
 * lives as long as the look.
 *
 * <p>A look after an update comes before the layer's clip and other constraints, as DL4J tells its
 * listeners before it applies these; a look at the end of an epoch comes after them. The clip
 * changes no sign, and magnitudes are counted as clipped. But a ternary threshold that follows the
 * mean magnitude is then that of the weights before the clip, and what a constraint such as
 * NonNegativeConstraint flips is seen one look later.
 *
 * <p>Each option returns a changed copy that has seen nothing yet. A listener follows one network,
 * and its methods may be called from any thread.
 *
 * <p>DL4J's training UI has no place for these numbers. What its pages draw are the fixed fields of
 * {@code StatsReport} (in deeplearning4j-ui-model): score, learning rates, and mean, deviation,
 * mean magnitude and histogram of parameters, gradients, updates and activations. A page of one's
 * own is a {@code UIModule} on the web server of deeplearning4j-vertx.
 *
 * @see <a href="https://arxiv.org/abs/1906.02107">Helwegen et al. 2019, Latent Weights Do Not
 *     Exist: Rethinking Binarized Neural Network Optimization</a>
 */
public final class FlipRatioListener extends BaseTrainingListener {

  /** Instead of a number of updates: a look at the end of each epoch. */
  private static final int EPOCH = 0;

  private final FlipCsv csv;
  private final int every;
  private final FlipWarnings.Exportable limits;
  private final List<LatentRow> rows = new ArrayList<>();
  private FollowedNetwork followed;

  /** Looks at the end of each epoch, writes no file, and warns at the default limits. */
  public FlipRatioListener() {
    this(null, EPOCH, FlipWarnings.Exportable.DEFAULT);
  }

  private FlipRatioListener(FlipCsv csv, int every, FlipWarnings.Exportable limits) {
    this.csv = csv;
    this.every = every;
    this.limits = limits;
  }

  /**
   * Writes rows into a CSV file as well, those of a look at once: a training that is killed leaves
   * whole lines, or one partial line at the end.
   *
   * <p>Where the file exists already, the training goes on in it. Lines of later updates than the
   * network has behind it belong to a training that was lost since its last checkpoint, and are
   * removed, as is a partial line; so a network that was not trained yet begins the file anew. The
   * lines that stay are {@link #rows()} of this listener too. What never flipped is counted from
   * where the training was taken up.
   *
   * <p>Columns: iteration, epoch, layer, parameter, flip ratio, never flipped share, saturated
   * share, mean magnitude, see {@link LatentRow}. In names, commas, quotes and control characters
   * are written as _.
   *
   * <p>A file that cannot be written ends the training with an UncheckedIOException, and so does a
   * file with other content, which is left as it is.
   *
   * @param file missing parent directories are created
   */
  public FlipRatioListener csv(Path file) {
    return new FlipRatioListener(new FlipCsv(file), every, limits);
  }

  /**
   * Looks after every so many updates of the network, rather than after each epoch.
   *
   * @param updates at least 1
   * @throws IllegalArgumentException if it is less
   */
  public FlipRatioListener every(int updates) {
    return new FlipRatioListener(csv, atLeastOne("every", updates), limits);
  }

  /**
   * Sets the share of weights at the clip above which a parameter is warned of. Default: 0.5, which
   * the same perceptrons reached with a learning rate so high that accuracy fell.
   *
   * @param share 0 to 1; 1 for no warning
   * @throws IllegalArgumentException if it is out of range
   */
  public FlipRatioListener saturationLimit(double share) {
    return new FlipRatioListener(csv, every, limits.saturated(share("saturationLimit", share)));
  }

  /**
   * Sets after how many looks in a row without a flip a parameter is warned of, if its learning
   * rate is not 0. Default: 5.
   *
   * @param looks at least 1; Integer.MAX_VALUE for no warning
   * @throws IllegalArgumentException if it is less
   */
  public FlipRatioListener starvationLooks(int looks) {
    return new FlipRatioListener(csv, every, limits.still(atLeastOne("starvationLooks", looks)));
  }

  /**
   * Sets the flip ratio above which a parameter is warned of, if it is above at 5 looks in a row.
   * Default: 0.1, which suits a look an epoch: small perceptrons that trained well were below it
   * from the second or third epoch on, and above it in five epochs in a row where the learning rate
   * was ten times as high. After single updates expect less by far.
   *
   * @param ratio 0 to 1; 1 for no warning
   * @throws IllegalArgumentException if it is out of range
   */
  public FlipRatioListener flipLimit(double ratio) {
    return new FlipRatioListener(csv, every, limits.restless(share("flipLimit", ratio)));
  }

  private static double share(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be 0 to 1, got " + share);
    }
    return share;
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
    return value;
  }

  /** What was seen so far, look after look, layers in the order of the network. */
  public synchronized List<LatentRow> rows() {
    return List.copyOf(rows);
  }

  /**
   * Reads the rows of a file that {@link #csv} named, also while it is being written.
   *
   * @throws IOException if it cannot be read or has other content
   */
  public static List<LatentRow> read(Path csv) throws IOException {
    return new FlipCsv(csv).read();
  }

  @Override
  public void onEpochStart(Model model) {
    begin(model);
  }

  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    begin(model);
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    begin(model);
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    int updates = iteration + 1; // The network has not counted this one yet.
    if (every != EPOCH && updates % every == 0) {
      look(model, updates, epoch);
    }
  }

  @Override
  public void onEpochEnd(Model model) {
    if (every == EPOCH) {
      look(model, FollowedNetwork.updates(model), FollowedNetwork.epochs(model));
    }
  }

  /** Takes the signs that the first look compares with. */
  private synchronized void begin(Model model) {
    if (followed == null) {
      FollowedNetwork network = new FollowedNetwork(model, limits);
      if (csv != null) {
        write(() -> rows.addAll(csv.takeUp(FollowedNetwork.updates(model))));
      }
      followed = network;
    }
  }

  private synchronized void look(Model model, int updates, int epoch) {
    begin(model);
    List<LatentRow> seen = followed.look(model, updates, epoch);
    if (csv != null) {
      write(() -> csv.append(seen));
    }
    rows.addAll(seen);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
