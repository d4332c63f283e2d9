package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.Spread;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads of a channel so hot that its owner sends some of them to its neighbours. */
@Timeout(60)
class SpreadTest extends RegionFixture {

  private static final Get GET = new Get(CHANNEL, ID);
  private static final Spread OVER_TWO = new Spread(2, Duration.ofMinutes(5));

  private final FakeNode owner = node("eu-1", SpreadTest::serveHot);
  private final FakeNode neighbour = node("eu-2", SpreadTest::serveHot);

  @Test
  void reads_goToTheClientsNodeOfTheSpread_writesAndStrongReadsToTheOwner() throws Exception {
    WeirClient client = connect(1L << Integer.SIZE);
    await()
        .until(() -> {
          get(client, ReadLevel.SESSION);
          return !neighbour.requests().isEmpty();
        });
    assertThat(asks(neighbour)).extracting(Query.Ask::forwarded).containsOnly(false);
    int owners = owner.requests().size();
    int neighbours = neighbour.requests().size();

    get(client, ReadLevel.SESSION);
    get(client, ReadLevel.EVENTUAL);
    assertThat(owner.requests()).hasSize(owners);
    assertThat(neighbour.requests()).hasSize(neighbours + 2);

    get(client, ReadLevel.STRONG);
    answer(ask(client, 7));
    assertThat(owner.requests()).hasSize(owners + 2);
    assertThat(neighbour.requests()).hasSize(neighbours + 2);
  }

  @Test
  void clientWhoseLotIsTheOwner_staysWithIt() throws Exception {
    WeirClient client = connect(0);
    for (int i = 0; i < 10; i++) {
      get(client, ReadLevel.SESSION);
    }
    assertThat(owner.requests()).hasSize(10);
    assertThat(neighbour.peers()).isEmpty();
  }

  @Test
  void nodeOfTheSpreadThatIsGone_isNotMissed() throws Exception {
    WeirClient client = connect(1L << Integer.SIZE);
    neighbour.close();
    for (int i = 0; i < 10; i++) {
      get(client, ReadLevel.SESSION);
    }
    assertThat(owner.requests()).hasSize(10);
  }

  private static void serveHot(FakeNode.Peer peer, RequestFrame frame) throws IOException {
    Request<?> request = ((Query.Ask) frame.query()).request();
    if (request instanceof Get) {
      peer.answer(frame.id(), new Found(Optional.empty()), OVER_TWO);
    } else {
      peer.answer(frame.id(), new Acknowledged());
    }
  }

  private WeirClient connect(long lot) throws IOException {
    owner.tell(table(1, owner, neighbour));
    WeirClient client =
        closing(
            WeirClient.on(
                config(owner),
                new MachineGround(System::nanoTime, InstantSource.system(), () -> lot)));
    client.awaitFirstWelcome();
    return client;
  }

  private static void get(WeirClient client, ReadLevel level) throws Exception {
    Deadline deadline = Deadline.in(SOON, System::nanoTime);
    answer(client.get(GET, new Call(deadline, level)).toCompletableFuture());
  }
}
