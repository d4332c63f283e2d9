package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.messages.Call;
import dev.weir.messages.Page;
import dev.weir.messages.Served;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What it takes to let one more wait, counted by the machine, whatever the answer's size. */
class FollowerCostTest {

  private static final int FOLLOWERS = 10_000;
  private static final int MOST_BYTES = 300;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Tower tower = new Tower();

  @Test
  void follower_costsLittle_whileItWaits_andWhenItIsTold() {
    measure(Page.EMPTY);
    long ofSmall = measure(Tower.page(1, 1));
    long ofLarge = measure(Tower.page(1_000, 1));
    assertThat(ofSmall).as("bytes of a follower").isLessThanOrEqualTo(MOST_BYTES);
    assertThat(ofLarge).as("bytes of a follower, of a large page").isLessThanOrEqualTo(MOST_BYTES);
  }

  /** Everything that joining and telling allocates, garbage included, by follower. */
  private long measure(Page page) {
    tower.queries.clear();
    Call call = tower.call();
    tower.ask(Tower.LATEST, call);
    CompletableFuture<?>[] followers = new CompletableFuture<?>[FOLLOWERS];
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < FOLLOWERS; i++) {
      followers[i] = (CompletableFuture<Served<Page>>) tower.coalescer.pass(Tower.LATEST, call);
    }
    tower.land(tower.queries.getFirst(), page);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(followers).allMatch(CompletableFuture::isDone);
    return allocated / FOLLOWERS;
  }
}
