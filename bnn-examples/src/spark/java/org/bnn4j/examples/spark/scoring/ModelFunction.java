package org.bnn4j.examples.spark.scoring;

import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;

/** A model as a function of SQL, one value at a time. */
final class ModelFunction implements UDF1<Object, Object> {
  private static final long serialVersionUID = 1L;

  /** What the function gives. */
  enum Answer {
    CLASS,
    SCORES
  }

  private final ShippedModel model;
  private final Answer answer;
  private final BadRows badRows;

  /** Each thread has a session of its own; a function that has just arrived has none. */
  private transient ThreadLocal<RowScorer> ofBinary;

  private transient ThreadLocal<RowScorer> ofNumbers;

  ModelFunction(ShippedModel model, Answer answer, BadRows badRows) {
    this.model = model;
    this.answer = answer;
    this.badRows = badRows;
  }

  @Override
  public Object call(Object value) {
    Row row = RowFactory.create(value);
    RowScorer scorer = scorer(value);
    Optional<Problem> problem;
    try {
      problem = scorer.add(row, 0);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          badRows.where() + ": " + Inputs.EXPECTED + ", not " + value.getClass().getName(), e);
    }
    if (problem.isPresent()) {
      badRows.met(problem.get());
      return null;
    }
    scorer.run();
    return answer == Answer.CLASS ? (Object) scorer.best(0) : scorer.scores(0);
  }

  private synchronized RowScorer scorer(Object value) {
    if (ofBinary == null) {
      ofBinary = ThreadLocal.withInitial(() -> RowScorer.ofBinary(model.get(), 1));
      ofNumbers = ThreadLocal.withInitial(() -> RowScorer.ofNumbers(model.get(), 1));
    }
    return (value instanceof byte[] ? ofBinary : ofNumbers).get();
  }
}
