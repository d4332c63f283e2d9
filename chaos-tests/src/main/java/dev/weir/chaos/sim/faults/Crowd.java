package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.stage.SimClient;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.client.WeirClient;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Readers who come all at once, beside the sessions whose history is recorded: of each it is only
 * known whether he was answered, and in time.
 */
public final class Crowd {

  /** How late an outcome may be. */
  private static final long GRACE_NANOS = 50_000_000;

  private static final int MOST_TOLD = 5;

  private final Stage stage;
  private final int channels;
  private final List<String> defects = new ArrayList<>();
  private long asked;
  private long answered;
  private long refused;
  private long underWay;

  /**
   * Nobody yet.
   *
   * @param channels of the load, from number 1 on
   */
  public Crowd(Stage stage, int channels) {
    this.stage = stage;
    this.channels = channels;
  }

  /** One of the channels of the load. */
  ChannelId channel(RandomGenerator random) {
    return new ChannelId(1 + random.nextInt(channels));
  }

  /** A reader of a channel's newest page. */
  void reads(SimClient reader, ChannelId channel) {
    ask(reader.client(), new History(channel, Slice.newest(), 20));
  }

  /** A reader whom no other one can ride with. */
  void looksFor(SimClient reader, ChannelId channel, RandomGenerator random) {
    ask(reader.client(), new Get(channel, new MessageId(random.nextLong() >>> 1)));
  }

  /** Anybody asks anything. */
  void ask(WeirClient client, Request<?> request) {
    asked++;
    underWay++;
    Call call = client.call();
    long patience = stage.plan().clients().timeout().toNanos();
    long latest = stage.agenda().nanos() + patience + GRACE_NANOS;
    var unused =
        client
            .pass(request, call)
            .whenComplete((served, failure) -> {
              underWay--;
              if (failure == null) {
                answered++;
              } else {
                failed(WeirException.of(failure));
              }
              if (stage.agenda().nanos() > latest) {
                tell(request + " had its outcome too late");
              }
            });
  }

  private void failed(WeirException failure) {
    refused++;
    if (failure.code() == ErrorCode.INTERNAL || failure.code() == ErrorCode.MALFORMED_FRAME) {
      tell(failure.toString());
    }
  }

  private void tell(String defect) {
    if (defects.size() < MOST_TOLD) {
      defects.add(defect);
    }
  }

  /** All who asked. */
  public long asked() {
    return asked;
  }

  public long answered() {
    return answered;
  }

  /** Those who were told why not. */
  public long refused() {
    return refused;
  }

  /** Those who still wait. */
  public long underWay() {
    return underWay;
  }

  /** Outcomes that nobody should have. */
  public List<String> defects() {
    return List.copyOf(defects);
  }
}
