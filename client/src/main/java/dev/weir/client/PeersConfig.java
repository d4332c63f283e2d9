package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Payload;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeId;
import java.util.concurrent.Executor;

/**
 * How a node talks to its peers. Immutable.
 *
 * @param self the node itself, which it never connects to
 * @param credentials what proves who it is, at most 3 KiB; none by default
 * @param connecting how connections are made and watched; {@code timeout} means nothing here
 * @param limits how much may be under way to all peers together; {@code tries} means nothing here
 * @param callbacks completes the stages. Whoever gives {@code Runnable::run} attaches nothing that
 *     blocks: it runs on the thread that does all input and output, or on the asking one
 */
public record PeersConfig(
    NodeId self,
    Payload credentials,
    ClientConfig.Connecting connecting,
    ClientConfig.Limits limits,
    Executor callbacks) {

  private static final int MAX_CREDENTIALS = 3 << 10;

  /**
   * Checks the values that their own types do not.
   *
   * @throws WeirException CONFIG_INVALID
   */
  public PeersConfig {
    if (credentials.size() > MAX_CREDENTIALS) {
      throw new WeirException(
          ErrorCode.CONFIG_INVALID,
          "credentials' size is %d, not within 0..%d"
              .formatted(credentials.size(), MAX_CREDENTIALS));
    }
  }

  /**
   * The peers of this node, with every default; stages are completed by whoever gets the answer.
   */
  public static PeersConfig of(NodeId self) {
    return new PeersConfig(
        self,
        Payload.EMPTY,
        ClientConfig.Connecting.DEFAULT,
        ClientConfig.Limits.DEFAULT,
        Runnable::run);
  }

  /** The same, proving itself so. */
  public PeersConfig withCredentials(Payload credentials) {
    return new PeersConfig(self, credentials, connecting, limits, callbacks);
  }

  /** The same, connecting so. */
  public PeersConfig withConnecting(ClientConfig.Connecting connecting) {
    return new PeersConfig(self, credentials, connecting, limits, callbacks);
  }

  /** The same with other limits. */
  public PeersConfig withLimits(ClientConfig.Limits limits) {
    return new PeersConfig(self, credentials, connecting, limits, callbacks);
  }

  /** The same, completing its stages there. */
  public PeersConfig withCallbacks(Executor callbacks) {
    return new PeersConfig(self, credentials, connecting, limits, callbacks);
  }

  /** Without the credentials, which belong in no log. */
  @Override
  public String toString() {
    return "PeersConfig[self=%s, %s, %s]".formatted(self, connecting, limits);
  }
}
