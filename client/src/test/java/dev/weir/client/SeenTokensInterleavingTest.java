package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Requests that overlap in every way that chance finds. Each token is known to have its requests'
 * knowledge behind it, and of one incarnation whatever had a smaller sequence: what is held in the
 * end must have every token behind it that any answer brought.
 */
class SeenTokensInterleavingTest {

  private static final long SEED = Long.getLong("weir.interleaving.seed", 20_261_124L);
  private static final int ROUNDS = 1_000;
  private static final int STEPS = 60;
  private static final int REGIONS = 3;
  private static final int NODES = 4;

  /** A request under way; an EVENTUAL one knows nothing. */
  private record Asked(ChannelId channel, Tokens known) {}

  @Test
  void everyTokenThatCame_isCoveredByThoseHeld() {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      new Round(seed, 100).run();
      new Round(seed, 2).run();
    }
  }

  /** One history of a session with a few channels. */
  private static final class Round {
    private final SplittableRandom random;
    private final String name;
    private final SeenTokens seen;
    private final List<Asked> underWay = new ArrayList<>();
    private final Map<Token, Set<Token>> behind = new HashMap<>();
    private final Map<ChannelId, Set<Token>> brought = new HashMap<>();
    private final long[] sequences = new long[REGIONS * NODES];
    private long nowNanos;

    Round(long seed, int maxChannels) {
      this.random = new SplittableRandom(seed);
      this.name = "seed %d, %d channels".formatted(seed, maxChannels);
      this.seen = new SeenTokens(() -> nowNanos, Tokens.NONE, maxChannels);
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        nowNanos += random.nextInt(1_000);
        if (underWay.isEmpty() || random.nextInt(2) == 0) {
          ask();
        } else {
          answer(underWay.remove(random.nextInt(underWay.size())));
        }
        check();
      }
      while (!underWay.isEmpty()) {
        answer(underWay.remove(random.nextInt(underWay.size())));
      }
      check();
    }

    private void ask() {
      ChannelId channel = new ChannelId(random.nextInt(4));
      boolean isEventual = random.nextInt(5) == 0;
      underWay.add(new Asked(channel, isEventual ? Tokens.NONE : seen.of(channel)));
    }

    /** The node drew its token at any time since the request was sent: tokens overtake too. */
    private void answer(Asked asked) {
      int region = random.nextInt(4) > 0 ? 0 : 1 + random.nextInt(REGIONS - 1);
      int node = region * NODES + random.nextInt(NODES);
      long known = asked.known().sequenceOf(node).orElse(0);
      long sequence = Math.max(known + 1, sequences[node] + 2 - random.nextInt(4));
      sequences[node] = Math.max(sequences[node], sequence);
      Token token = new Token(region, node, sequence);
      Set<Token> behindIt = behind.computeIfAbsent(token, Round::itself);
      asked.known().within(region).listed().forEach(each -> behindIt.addAll(covered(each)));
      seen.answered(asked.channel(), token, asked.known());
      brought.computeIfAbsent(asked.channel(), channel -> new HashSet<>()).add(token);
    }

    private void check() {
      brought.forEach((channel, tokens) -> {
        Tokens held = seen.of(channel);
        Set<Token> covered = new HashSet<>();
        held.listed().forEach(each -> covered.addAll(covered(each)));
        assertThat(held.more()).as(name).isFalse();
        assertThat(covered).as("%s: held %s", name, held).containsAll(tokens);
      });
    }

    private static Set<Token> itself(Token token) {
      return new HashSet<>(Set.of(token));
    }

    private Set<Token> covered(Token token) {
      Set<Token> covered = new HashSet<>();
      behind.forEach((other, behindIt) -> {
        if (other.incarnation() == token.incarnation() && other.sequence() <= token.sequence()) {
          covered.addAll(behindIt);
        }
      });
      return covered;
    }
  }
}
