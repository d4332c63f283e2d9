package dev.weir.messages;

/**
 * How a request is to be served: by when, and for a read how fresh. Travels with the request
 * through every room and over the wire.
 */
public record Call(Deadline deadline, ReadLevel level) {

  /** A call of the default level. */
  public static Call by(Deadline deadline) {
    return new Call(deadline, ReadLevel.SESSION);
  }
}
