package dev.weir.messages;

/**
 * An answer with its receipt.
 *
 * @param <A> what was answered
 */
public interface Served<A extends Answer> {

  A answer();

  Receipt receipt();

  /** One of a request's own. */
  static <A extends Answer> Served<A> of(A answer, Receipt receipt) {
    return new Alone<>(answer, receipt);
  }

  /** An answer that nobody else got. */
  record Alone<A extends Answer>(A answer, Receipt receipt) implements Served<A> {}
}
