package org.bnn4j.layers.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains a network on a cluster: each worker trains on its part of the rows for some minibatches,
 * then parameters and updater state of all are averaged, and all go on from there (parameter
 * averaging; McDonald, Hall, Mann: <i>Distributed Training Strategies for the Structured
 * Perceptron</i>, 2010; Su, Chen: <i>Experiments on Parallel Training of Deep Neural Network using
 * Model Averaging</i>, 2015). Latent weights are averaged, not what they are quantized to.
 *
 * <pre>{@code
 * SparkTrainer trainer = SparkTrainer.of(network, ClassifiedRows.of("image", "label", 10))
 *     .workers(8).batch(100).localBatches(20).checkpoints("hdfs:///training/mnist.zip", 10);
 * trainer.fit(train, 3);                                   // 3 epochs, with those before
 * System.out.println(trainer.evaluate(test).accuracy());   // on the executors as well
 * }</pre>
 *
 * <p>A worker is a part of the rows, and a task of each round: there should be at least as many
 * cores as workers, and more executors than that do not help. What comes out depends on rows, seed
 * and settings alone, not on which executors there are, nor on whether one of them is lost, which
 * only costs the time of its tasks. Exceptions are processors that round otherwise, and, with more
 * than two workers, the rounding of a sum whose order is that in which the tasks end.
 *
 * <p>With P parameters and an updater state of U numbers (Adam: U = 2P), a round broadcasts 4(P +
 * U) bytes to each executor and brings as many back from each worker; sums are made in a tree, so
 * that the driver receives those of some square root of the workers. A network of 3 million
 * parameters with Adam sends 36 MB there and back for each worker and round: 0.6 seconds on a
 * network of 1 Gbit/s that a worker has for itself, some 3 for 50 workers, as 8 sums reach the
 * driver. Rounds must take much longer than that, by more {@link #localBatches}, and there it ends:
 * the longer workers go on alone, the less their average is worth.
 *
 * <p>The training set is kept by the executors as it is: a worker's part must fit into an
 * executor's heap, times the tasks that run there at once; parts that are not in use may wait on
 * disk. Columns of binary are smaller than arrays. Executors need Deeplearning4j and its natives,
 * memory outside the heap ({@code spark.executor.memoryOverhead}, and {@code
 * -Dorg.bytedeco.javacpp.maxbytes} within it), and one native thread for each core ({@code
 * spark.executorEnv.OMP_NUM_THREADS=1}). What arrives at the driver in a round, from up to four
 * workers in whole, counts as {@code spark.driver.maxResultSize}.
 */
public final class SparkTrainer {
  private final MultiLayerNetwork network;
  private final MinibatchReader reader;
  private int workers = 2;
  private int batch = 100;
  private int localBatches = 20;
  private long seed = 1;
  private String checkpointFile;
  private int checkpointRounds = 1;
  private Consumer<Round> progress = System.err::println;

  private SparkTrainer(MultiLayerNetwork network, MinibatchReader reader) {
    this.network = network;
    this.reader = reader;
  }

  /**
   * Trains a network.
   *
   * @param network initialized; it changes on the driver, after every round. Its listeners are not
   *     called
   * @param reader makes minibatches of rows
   * @throws IllegalArgumentException if its parameters are not float32
   */
  public static SparkTrainer of(MultiLayerNetwork network, MinibatchReader reader) {
    DataType type = network.params().dataType();
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException("parameters must be FLOAT to be averaged, not " + type);
    }
    return new SparkTrainer(network, reader);
  }

  /** In how many parts the rows are trained on; 2 unless told otherwise. Returns this. */
  public SparkTrainer workers(int workers) {
    this.workers = positive("workers", workers);
    return this;
  }

  /**
   * Examples in a minibatch, or a few more or less, as rounds divide shards evenly; 100. Returns
   * this.
   */
  public SparkTrainer batch(int batch) {
    this.batch = positive("examples of a minibatch", batch);
    return this;
  }

  /** Minibatches of a worker between two averages, at most; 20. Returns this. */
  public SparkTrainer localBatches(int localBatches) {
    this.localBatches = positive("local batches", localBatches);
    return this;
  }

  /** Seed of the parts, their orders, and all that is drawn at random; 1. Returns this. */
  public SparkTrainer seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Saves the training after every so many rounds, and at the end of each epoch; {@link #fit} goes
   * on from there. Nothing is saved unless told so.
   *
   * @param file a path in any file system that Spark's Hadoop configuration knows; a zip that
   *     {@code MultiLayerNetwork.load} can read
   * @return this
   * @throws IllegalArgumentException if the number of rounds is not positive
   */
  public SparkTrainer checkpoints(String file, int everyRounds) {
    this.checkpointFile = file;
    this.checkpointRounds = positive("rounds between checkpoints", everyRounds);
    return this;
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": " + value + ", and at least 1");
    }
    return value;
  }

  /**
   * Who is told of every round, when the network has its state; by default each is a line on
   * standard error. What it changes in the network, training goes on from.
   *
   * @return this
   */
  public SparkTrainer progress(Consumer<Round> progress) {
    this.progress = progress;
    return this;
  }

  /**
   * Trains, from the checkpoint if there is one and the network is not as far.
   *
   * @param rows the same whenever they are read, as from files: executors that come to the help of
   *     one that was lost read them again
   * @param epochs that the network will have been trained for, with those before
   * @throws IllegalArgumentException if there are no rows
   * @throws IllegalStateException if rows were not the same when they were read again
   * @throws ArithmeticException if the loss is no longer finite
   * @throws CheckpointException if the checkpoint is of another network, or of other settings
   * @throws IOException if a checkpoint cannot be read or written
   */
  public void fit(Dataset<Row> rows, int epochs) throws IOException {
    Schedule schedule = new Schedule(workers, batch, localBatches, seed);
    try (Shards shards = Shards.of(columns(rows), schedule)) {
      Optional<Checkpoint> checkpoint = Optional.empty();
      int done = 0;
      if (checkpointFile != null) {
        Checkpoint saved =
            new Checkpoint(
                checkpointFile,
                checkpointRounds,
                schedule.describe(shards.examples()),
                context(rows).hadoopConfiguration());
        done = saved.resume(network);
        checkpoint = Optional.of(saved);
      }
      new Training(network, reader, schedule, shards, context(rows), progress)
          .run(epochs, done, checkpoint);
    }
  }

  /**
   * Counts on the executors what the network says of rows; each partition is read once, in
   * minibatches.
   *
   * @throws IllegalArgumentException if there are no rows
   */
  public Evaluation evaluate(Dataset<Row> rows) {
    Broadcast<NetworkState> state = context(rows).broadcast(NetworkState.ofAnswers(network));
    try {
      Evaluation evaluation =
          columns(rows)
              .javaRDD()
              .mapPartitions(
                  new DistributedEvaluation(
                      network.getLayerWiseConfigurations().toJson(), state, reader, batch))
              .treeAggregate(new Evaluation(), SparkTrainer::merged, SparkTrainer::merged);
      if (evaluation.getNumRowCounter() == 0) {
        throw new IllegalArgumentException("there are no rows to evaluate on");
      }
      return evaluation;
    } finally {
      state.destroy();
    }
  }

  private static Evaluation merged(Evaluation evaluation, Evaluation other) {
    evaluation.merge(other);
    return evaluation;
  }

  /**
   * Measures the statistics of the network's batch normalizations anew ({@link BatchNormRefit}), as
   * the mean of the workers' own is not quite theirs: on the driver, over rows drawn at random by
   * the seed.
   *
   * @param examples how many; they come to the driver
   */
  public void refit(Dataset<Row> rows, int examples) {
    Dataset<Row> read = columns(rows);
    List<Row> drawn = read.orderBy(Shards.hash(read, seed)).limit(examples).collectAsList();
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from < drawn.size(); from += batch) {
      batches.add(reader.read(drawn.subList(from, Math.min(drawn.size(), from + batch))));
    }
    BatchNormRefit.refit(network, new ExistingDataSetIterator(batches), batches.size());
  }

  private Dataset<Row> columns(Dataset<Row> rows) {
    return rows.select(reader.columns().stream().map(functions::col).toArray(Column[]::new));
  }

  private static JavaSparkContext context(Dataset<Row> rows) {
    return JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
  }
}
