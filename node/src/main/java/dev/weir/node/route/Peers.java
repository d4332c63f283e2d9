package dev.weir.node.route;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.topology.NodeId;
import java.util.concurrent.CompletionStage;

/** The region's other nodes. */
public interface Peers {

  /**
   * Asks exactly this node, which serves the request itself. Does not block; fails at once where
   * the node cannot be reached now.
   */
  <A extends Answer> CompletionStage<Served<A>> ask(NodeId node, Request<A> request, Call call);
}
