package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerGrant;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Another region, as a node sees it: asked to serve a request itself, and to ask no other region.
 * Keeps a connection to some node there, follows that region's table, and goes straight to owners,
 * as clients do. Safe for any thread.
 *
 * <p>Nothing here waits for a connection: whoever asks has other regions to ask. A request whose
 * connection breaks, drains or falls silent is sent to another node of the region, once.
 */
public final class RegionLink implements Room, AutoCloseable {

  private final Region region;
  private final Executor callbacks;
  private final Engine engine;

  /** A link that begins to connect. */
  RegionLink(Region region, Setup setup, Executor callbacks, Ground ground) {
    this.region = region;
    this.callbacks = callbacks;
    this.engine = new Engine(setup, ground, frame -> {});
  }

  /**
   * A link that begins to connect. Does not block.
   *
   * @param region whose nodes alone are asked: a contact of another one counts as failing
   * @param contacts nodes of it, 1 to {@value ClientConfig#MAX_CONTACTS}
   * @param callbacks completes the stages. Whoever gives {@code Runnable::run} attaches nothing
   *     that blocks: it runs on the thread that does all input and output, or on the asking one
   * @throws WeirException CONFIG_INVALID
   */
  public static RegionLink start(Region region, List<NodeAddress> contacts, Executor callbacks) {
    return on(region, contacts, callbacks, MachineGround.usual());
  }

  /**
   * The same, on somebody else's time, chance and sockets.
   *
   * @throws WeirException CONFIG_INVALID
   */
  public static RegionLink on(
      Region region, List<NodeAddress> contacts, Executor callbacks, Ground ground) {
    return new RegionLink(region, Setup.of(new Elsewhere(region, contacts)), callbacks, ground);
  }

  /** The region that is asked. */
  public Region region() {
    return region;
  }

  /**
   * Asks the region, which serves the request itself. Never blocks or throws; the stage fails with
   * a {@link WeirException}, by the call's deadline at the latest:
   *
   * <ul>
   *   <li>NOT_CONNECTED at once, if no node there is connected and heard, and connecting goes on;
   *       nothing was sent
   *   <li>CONNECTION_LOST if the connections to two nodes break or fall silent, or to one and there
   *       is no other; silence is seen within a second. A write may have been kept
   *   <li>DRAINING if the only node drains, and whatever else a node refuses with
   *   <li>TOO_MANY_REQUESTS if too much is under way, CLIENT_CLOSED after {@link #close}
   * </ul>
   */
  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Query query = Query.Ask.of(request, call.stay());
    return WeirClient.mapped(
        engine.submit(query, call.deadline(), callbacks),
        reply -> WeirClient.servedOf(request, reply));
  }

  /**
   * Asks a node there for the lease of a worker's number of that region; fails as {@link #pass}
   * does.
   *
   * @param holder drawn at random by the process that is to have it
   * @param kept the number of a lease that is to last longer
   */
  public CompletionStage<WorkerGrant> lease(UUID holder, OptionalInt kept, Deadline deadline) {
    return WeirClient.mapped(
        engine.submitAside(new Query.LeaseWorker(holder, kept), deadline, callbacks),
        RegionLink::grantOf);
  }

  static WorkerGrant grantOf(Reply reply) {
    Reply.Leased leased = (Reply.Leased) reply;
    return new WorkerGrant(leased.lease(), leased.left());
  }

  /** Whether a node there is connected, takes requests, and is not silent. Never blocks. */
  public boolean isReachable() {
    return engine.regions().get(0).reachable();
  }

  /** Why a connection broke or could not be made last; empty if none ever did. Never blocks. */
  public Optional<String> lastFailure() {
    return engine.lastFailure().map(WeirException::getMessage);
  }

  /**
   * Other contacts take the place of those given before; connections to members of the region's
   * table stay. Does not block.
   *
   * @param contacts 1 to {@value ClientConfig#MAX_CONTACTS}
   * @throws WeirException CONFIG_INVALID
   */
  public void contacts(List<NodeAddress> contacts) {
    engine.contacts(new Elsewhere(region, contacts).contacts());
  }

  /** Requests under way. */
  public int inFlight() {
    return engine.inFlight();
  }

  /**
   * Fails what is under way with CLIENT_CLOSED, closes every connection and waits for the thread to
   * end. A second call does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }
}
