package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Why a follower who was sent to a node does not gather behind a flight that this node sent on.
 * While two nodes take each other for the owner:
 *
 * <ol>
 *   <li>a flight of followers leaves A for B, and one leaves B for A
 *   <li>A's comes to B, is to be served there, finds B's flight in the air, and gathers behind it
 *   <li>B's comes to A, and gathers behind A's
 *   <li>each waits for the other, until both are older than the cut-off
 * </ol>
 */
class FollowersWaitInCirclesTest {

  private final World world = new World(new OurDesign());

  @Test
  void followersOfNodesThatTakeEachOtherForTheOwner_areAnsweredAtOnce() {
    world.confuse();
    List<CompletableFuture<Served<Page>>> followers =
        List.of(
            world.node(World.A).pass(after(2), World.call()).toCompletableFuture(),
            world.node(World.B).pass(after(1), World.call()).toCompletableFuture());
    world.deliver();
    world.home.arriveAll();

    assertThat(followers).allMatch(CompletableFuture::isDone);
  }

  private static History after(long number) {
    return new History(Tower.CHANNEL, Slice.after(Tower.id(number)), 50);
  }
}
