package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The other nodes of a node's region, each of which can be asked by name to serve a request itself.
 * Keeps a connection to every member of the newest table that it was told, but to its own node.
 * Safe for any thread.
 *
 * <p>Nothing here waits for a connection or sends again: whoever asks a peer can serve the request
 * itself, and does so as soon as the peer does not.
 */
public final class Peers implements AutoCloseable {

  private final PeersConfig config;
  private final Engine engine;

  private Peers(PeersConfig config, Ground ground) {
    this.config = config;
    this.engine = new Engine(Setup.of(config), ground, frame -> {});
  }

  /** Peers that are told no table yet, and so not connected to anybody. Does not block. */
  public static Peers start(PeersConfig config) {
    return on(config, MachineGround.usual());
  }

  /** The same, on somebody else's time, chance and sockets. */
  public static Peers on(PeersConfig config, Ground ground) {
    return new Peers(config, ground);
  }

  /**
   * Takes over who is there and where, unless a newer table is known: begins to connect to new
   * members, and leaves those that are members no more once nothing is under way to them. Does not
   * block.
   */
  public void learn(RangeTable table) {
    engine.learn(table);
  }

  /**
   * Asks this node and no other, which serves the request itself. Never blocks or throws; the stage
   * fails with a {@link WeirException}, by the call's deadline at the latest:
   *
   * <ul>
   *   <li>NOT_CONNECTED at once, if there is no connection to the node or it is silent, and
   *       connecting goes on; nothing was sent
   *   <li>CONNECTION_LOST if the connection breaks or falls silent, for {@link
   *       ClientConfig.Connecting#suspectAfter} at most; a write may have been kept
   *   <li>DRAINING, and whatever else the node refuses with
   *   <li>TOO_MANY_REQUESTS if too much is under way, CLIENT_CLOSED after {@link #close}
   * </ul>
   */
  public <A extends Answer> CompletionStage<Served<A>> ask(
      NodeId node, Request<A> request, Call call) {
    Query query = Query.Ask.of(request, call.forward());
    return WeirClient.mapped(
        engine.submit(query, call.deadline(), Optional.of(node), config.callbacks()),
        reply -> WeirClient.servedOf(request, reply));
  }

  /**
   * Fails what is under way with CLIENT_CLOSED, closes every connection and waits for the thread to
   * end. A second call does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }

  /** Requests under way. */
  int inFlight() {
    return engine.inFlight();
  }
}
