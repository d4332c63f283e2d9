package dev.weir.node.sharing;

import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.util.Optional;

/**
 * What of a page one reader asked for: a run of its messages, with cursors of its own.
 *
 * @param from the first message's place on the page
 * @param to the place behind the last message
 */
public record Part(
    int from, int to, Optional<Slice.Before> older, Optional<Slice.After> newer, boolean partial) {

  /** The page that the reader gets; copies references to the messages. */
  Page of(Page whole) {
    return new Page(whole.messages().subList(from, to), older, newer, partial);
  }
}
