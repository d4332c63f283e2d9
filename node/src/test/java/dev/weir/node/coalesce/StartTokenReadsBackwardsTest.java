package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Page;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Why the token of a read is the point at which it ended. Were it the one at which it began:
 *
 * <ol>
 *   <li>flight 1 begins; a write ends, so the next reader begins flight 2
 *   <li>flight 2's query reads; its answer is long under way
 *   <li>a message arrives whose writer has not heard of it yet, so it has closed nothing
 *   <li>flight 1's query, slow until now, reads that message, and flight 1 ends
 *   <li>its reader has seen the message, reads again, and brings the token of flight 1
 *   <li>flight 2 began after flight 1, so it may be joined: the message is gone again
 * </ol>
 */
class StartTokenReadsBackwardsTest {

  private final Tower tower = new Tower();

  @Test
  void readerOfASlowFlight_doesNotJoinAFasterOneThatReadBefore() {
    final CompletableFuture<Served<Page>> slow = tower.ask(Tower.LATEST);
    tower.write();
    tower.ask(Tower.LATEST);
    tower.land(tower.queries.getFirst(), Tower.page(2, 1));
    Token seen = slow.join().receipt().token().orElseThrow();

    CompletableFuture<Served<Page>> again = tower.askAfter(seen);
    tower.land(tower.queries.get(2), Tower.page(1, 1));
    assertThat(again).as("flight 2 may have read before flight 1 did").isNotDone();
    tower.land(tower.queries.getLast(), Tower.page(2, 1));
    assertThat(again.join().answer().messages()).hasSize(2);
  }
}
