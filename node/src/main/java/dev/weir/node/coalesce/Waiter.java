package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Caller;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for a flight: the stage that was handed out, and no more than is needed to end
 * it, for there may be ten thousand.
 */
final class Waiter<A extends Answer> extends CompletableFuture<Served<A>> {

  final long deadlineNanos;
  final Caller caller;
  final boolean explained;

  /** Both changed by boarding, under the channel's lock. */
  Role role = Role.LED;

  long joinedNanos;

  /**
   * What it asked and how, for one that gets its part of a larger answer and may have to ask again.
   */
  @Nullable Request<A> request;

  @Nullable Call call;

  Waiter(Call call) {
    this.deadlineNanos = call.deadline().atNanos();
    this.caller = call.caller();
    this.explained = call.explained();
  }

  /** Whether there is no use in going on waiting. */
  boolean isOver(long nowNanos) {
    return deadlineNanos - nowNanos <= 0 || caller.isGone();
  }
}
