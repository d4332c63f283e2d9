package dev.weir.messages;

import java.util.List;
import java.util.Optional;

/**
 * A part of a channel's history: whole between its first and last message, newest first, each
 * message once.
 *
 * @param messages newest first, whatever the slice; possibly none
 * @param older continues towards the past; empty if it is known that nothing older exists, so it
 *     may lead to an empty page, which ends the walk. It repeats nothing of this page and skips
 *     nothing: of a page since an id that it holds all of, it continues at that id
 * @param newer continues towards the present, and may be asked again and again to follow the
 *     channel; empty only if the channel is empty
 * @param partial whether the page ended at a limit of the node (of rows, bytes or reads) before it
 *     was full; more is behind its cursors, even if it has no message at all
 */
public record Page(
    List<Message> messages,
    Optional<Slice.Before> older,
    Optional<Slice.After> newer,
    boolean partial)
    implements Answer {

  /** The most bytes of bodies on one page: a node ends it before, so that it fits in a frame. */
  public static final int MAX_BYTES = 768 * 1024;

  /** The page of a channel without messages. */
  public static final Page EMPTY = new Page(List.of(), Optional.empty(), Optional.empty(), false);

  public Page {
    messages = List.copyOf(messages);
  }
}
