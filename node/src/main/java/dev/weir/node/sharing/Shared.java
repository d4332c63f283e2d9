package dev.weir.node.sharing;

import dev.weir.messages.Answer;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Served;
import java.util.Optional;

/**
 * One reader's share of an answer that many get: all of it, or part of a page.
 *
 * @param whole what they all get, or get a part of
 * @param part of a page; empty for all of the answer
 */
public record Shared<A extends Answer>(Whole whole, Optional<Part> part, Receipt receipt)
    implements Served<A> {

  @Override
  @SuppressWarnings("unchecked") // Whoever shares an answer knows what was asked.
  public A answer() {
    return part.isPresent() ? (A) part.get().of((Page) whole.answer()) : (A) whole.answer();
  }
}
