package org.bnn4j.kernels.spark;

/** Why a row cannot be scored. */
public enum BadRow {
  /** The column is null. */
  NO_VALUE("no value"),
  /** There are fewer or more values than the model has inputs. */
  WRONG_LENGTH("wrong number of values"),
  /** An element of the array is null. */
  NULL_ELEMENT("a value is null"),
  /** A value is NaN or infinite, or becomes infinite as float32. */
  NOT_FINITE("a value is not finite"),
  /** The model takes bytes, and a value is no whole number from 0 to 255. */
  NOT_A_BYTE("a value is not a whole number from 0 to 255");

  private final String text;

  BadRow(String text) {
    this.text = text;
  }

  /** The reason in words, as it stands in the column {@code problem}. */
  public String text() {
    return text;
  }
}
