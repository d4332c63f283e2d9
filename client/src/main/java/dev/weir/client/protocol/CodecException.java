package dev.weir.client.protocol;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.OptionalLong;

/**
 * Why bytes are no frame, or a frame no bytes: what {@link Codec} throws. Says whom to answer, if
 * that could be read, and whether what follows on the connection can still be trusted.
 */
public final class CodecException extends WeirException {

  private final boolean requestRead;
  private final long requestId;
  private final boolean closesConnection;

  CodecException(ErrorCode code, String message, OptionalLong requestId, boolean closesConnection) {
    super(code, message);
    this.requestRead = requestId.isPresent();
    this.requestId = requestId.orElse(0);
    this.closesConnection = closesConnection;
  }

  /** The id of the request concerned; empty if the bytes ended or went wrong before it. */
  public OptionalLong requestId() {
    return requestRead ? OptionalLong.of(requestId) : OptionalLong.empty();
  }

  /**
   * Whether the connection must be closed. If not, the frame's bounds and id are sound, and only
   * this request is to be refused.
   */
  public boolean closesConnection() {
    return closesConnection;
  }
}
