package dev.weir.node.ingest;

import dev.weir.messages.Message;

/** A message on its way, with the line it came from. */
record Pending(long line, Message message) {

  long id() {
    return message.id().value();
  }
}
