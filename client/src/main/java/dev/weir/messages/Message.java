package dev.weir.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as it stands now.
 *
 * @param author whoever the user's own system means by this number
 * @param editedAt when it was last edited, in microseconds; empty if never
 */
public record Message(MessageId id, long author, Body body, Optional<Instant> editedAt) {

  /** A message that was never edited. */
  public static Message created(MessageId id, long author, Body body) {
    return new Message(id, author, body, Optional.empty());
  }

  public String content() {
    return body.content();
  }
}
