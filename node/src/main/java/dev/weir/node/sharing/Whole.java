package dev.weir.node.sharing;

import dev.weir.messages.Answer;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer that many get, and for as long as they are being told what was made of it once: its
 * bytes.
 */
public final class Whole implements AutoCloseable {

  private final Answer answer;
  private @Nullable AutoCloseable made;
  private boolean closed;

  public Whole(Answer answer) {
    this.answer = answer;
  }

  public Answer answer() {
    return answer;
  }

  /**
   * Uses what is made of the answer, which is made now if nobody came before.
   *
   * @param make quick, calls nobody; closed when everybody was told
   * @param use quick, calls nobody, keeps nothing that is not its own
   * @return empty once everybody was told: whoever comes so late makes something of its own
   */
  @SuppressWarnings("unchecked") // One server makes and uses.
  public synchronized <T extends AutoCloseable, R> Optional<R> use(
      Function<Answer, T> make, Function<T, R> use) {
    if (closed) {
      return Optional.empty();
    }
    if (made == null) {
      made = make.apply(answer);
    }
    return Optional.of(use.apply((T) made));
  }

  /** Everybody was told. */
  @Override
  public synchronized void close() {
    closed = true;
    if (made != null) {
      try {
        made.close();
      } catch (Exception e) {
        throw new IllegalStateException("what was made of an answer cannot be closed", e);
      }
      made = null;
    }
  }
}
