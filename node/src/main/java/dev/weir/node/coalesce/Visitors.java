package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import java.util.concurrent.CompletionStage;

/**
 * Lets reads that another region sent pass by those flights that may end up in that region: one
 * would wait for the other for ever. Further on, where only this region's database is asked, they
 * meet those of this region.
 */
public final class Visitors implements Room {

  private final Room shared;
  private final Room straight;

  /**
   * A room before both.
   *
   * @param shared for everybody else, and for writes, which have flights to close
   * @param straight the room behind {@code shared}
   */
  public Visitors(Room shared, Room straight) {
    this.shared = shared;
    this.straight = straight;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    boolean isRead = request instanceof History || request instanceof Get;
    return isRead && call.regional() ? straight.pass(request, call) : shared.pass(request, call);
  }
}
