package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which tokens a session keeps, for how long, and for which channels. */
class SeenTokensTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final ChannelId OTHER = new ChannelId(43);
  private static final int HOME = 0;
  private static final int ABROAD = 1;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private long nowNanos = Long.MAX_VALUE; // A ticker may overflow at any time.
  private final SeenTokens seen = new SeenTokens(() -> nowNanos, Tokens.NONE);

  @Test
  void answer_standsForWhatItsRequestKnew() {
    answered(home(1, 10));
    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(home(1, 10)));

    answered(home(2, 5));

    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(home(2, 5)));
    assertThat(seen.of(OTHER)).isEqualTo(Tokens.NONE);
  }

  @Test
  void answersOutOfOrder_loseNothing() {
    answered(home(1, 10));
    Tokens knownByBoth = seen.of(CHANNEL);

    seen.answered(CHANNEL, home(2, 20), knownByBoth);
    seen.answered(CHANNEL, home(3, 15), knownByBoth);

    assertThat(seen.of(CHANNEL).listed()).containsExactly(home(2, 20), home(3, 15));
    answered(home(4, 1));
    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(home(4, 1)));
  }

  @Test
  void laterTokenOfAnIncarnation_isNotTakenForTheOneThatWasKnown() {
    answered(home(1, 10));
    Tokens known = seen.of(CHANNEL);
    seen.answered(CHANNEL, home(1, 20), known);

    seen.answered(CHANNEL, home(2, 5), known);

    assertThat(seen.of(CHANNEL).listed()).containsExactly(home(1, 20), home(2, 5));
  }

  @Test
  void ofOneIncarnation_theGreaterSequenceStays() {
    Tokens nothing = seen.of(CHANNEL);
    seen.answered(CHANNEL, home(1, 20), nothing);
    seen.answered(CHANNEL, home(1, 15), nothing);
    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(home(1, 20)));
    seen.answered(CHANNEL, home(1, 25), nothing);
    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(home(1, 25)));
  }

  @Test
  void tokensOfOtherRegions_stay() {
    answered(abroad(9, 90));
    answered(home(1, 10));
    answered(home(2, 5));
    assertThat(seen.of(CHANNEL).listed()).containsExactly(abroad(9, 90), home(2, 5));
    answered(abroad(8, 80));
    assertThat(seen.of(CHANNEL).listed()).containsExactly(home(2, 5), abroad(8, 80));
  }

  @Test
  void ofOldTokens_theGreatestStays_forWhoIsAskedNextMayBeInAnotherRegion() {
    Tokens nothing = seen.of(CHANNEL);
    seen.answered(CHANNEL, home(1, 10), nothing);
    seen.answered(CHANNEL, home(2, 20), nothing);
    pass(Sightings.MEMORY);
    assertThat(seen.of(CHANNEL).listed()).containsExactly(home(1, 10), home(2, 20));
    pass(SECOND);
    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(home(2, 20)));
  }

  @Test
  void ofEachRegion_theGreatestOfWhatIsOldIsKept() {
    Tokens nothing = seen.of(CHANNEL);
    seen.answered(CHANNEL, abroad(7, 70), nothing);
    seen.answered(CHANNEL, abroad(9, 90), nothing);
    seen.answered(CHANNEL, abroad(8, 80), nothing);
    seen.answered(CHANNEL, home(1, 1_000), nothing);
    pass(SECOND);
    seen.answered(CHANNEL, abroad(6, 60), nothing);
    seen.answered(CHANNEL, home(2, 2_000), nothing);
    pass(Sightings.MEMORY);
    assertThat(seen.of(CHANNEL).listed())
        .containsExactly(abroad(9, 90), abroad(6, 60), home(2, 2_000));
    pass(SECOND);
    assertThat(seen.of(CHANNEL).listed()).containsExactly(abroad(9, 90), home(2, 2_000));
    assertThat(seen.ofAll().listed()).containsExactly(abroad(9, 90), home(2, 2_000));
  }

  @Test
  void carried_theGreatestOfWhatIsOldIsKept_too() {
    SeenTokens carried = new SeenTokens(() -> nowNanos, Tokens.of(home(1, 10)).and(home(2, 20)));
    pass(Sightings.MEMORY.plus(SECOND));
    assertThat(carried.of(CHANNEL)).isEqualTo(Tokens.of(home(2, 20)));
  }

  @Test
  void oneTooMany_isForgottenFor_more_untilNothingIsAsOld() {
    Tokens nothing = seen.of(CHANNEL);
    seen.answered(CHANNEL, abroad(100, 1), nothing);
    for (int i = 1; i < Tokens.MAX; i++) {
      seen.answered(CHANNEL, home(i, 50 + i), nothing);
    }
    assertThat(seen.of(CHANNEL).more()).isFalse();

    seen.answered(CHANNEL, home(Tokens.MAX, 40), nothing);

    Tokens full = seen.of(CHANNEL);
    assertThat(full.more()).isTrue();
    assertThat(full.listed())
        .hasSize(Tokens.MAX)
        .contains(abroad(100, 1), home(Tokens.MAX - 1, 50 + Tokens.MAX - 1))
        .doesNotContain(home(Tokens.MAX, 40));
    answered(home(200, 200));
    assertThat(seen.of(CHANNEL))
        .isEqualTo(new Tokens(Tokens.of(abroad(100, 1)).and(home(200, 200)).listed(), true));
    pass(Sightings.MEMORY.plus(SECOND));
    assertThat(seen.of(CHANNEL)).isEqualTo(Tokens.of(abroad(100, 1)).and(home(200, 200)));
  }

  @Test
  void sixteenNodesAndTheFloor_areNoMoreThanARequestCanCarry() {
    Tokens carried = Tokens.of(abroad(100, 5)).and(abroad(101, 6)).and(home(102, 7));
    SeenTokens both = new SeenTokens(() -> nowNanos, carried);
    for (int i = 0; i < Tokens.MAX; i++) {
      both.answered(CHANNEL, home(i, 10 + i), Tokens.NONE);
    }
    assertThat(both.of(CHANNEL).listed())
        .hasSize(Tokens.MAX)
        .contains(abroad(101, 6), home(15, 25));
    assertThat(both.of(CHANNEL).more()).isTrue();
    assertThat(both.of(OTHER)).isEqualTo(carried);
  }

  @Test
  void channelTooMany_countsForAll() {
    for (int i = 0; i < SeenTokens.MAX_CHANNELS; i++) {
      answered(new ChannelId(i), home(i, 10));
    }
    assertThat(seen.of(OTHER)).isEqualTo(Tokens.of(home(OTHER.value(), 10)));
    assertThat(seen.of(new ChannelId(0))).isEqualTo(Tokens.of(home(0, 10)));

    answered(new ChannelId(5_000), home(5_000, 10));

    assertThat(seen.size()).isEqualTo(SeenTokens.MAX_CHANNELS);
    assertThat(seen.of(new ChannelId(0)))
        .as("used lately")
        .isEqualTo(Tokens.of(home(0, 10)).and(home(1, 10)));
    assertThat(seen.of(new ChannelId(1))).isEqualTo(Tokens.of(home(1, 10)));
    answered(new ChannelId(1), home(1, 5));
    assertThat(seen.of(new ChannelId(6_000)).sequenceOf(1)).as("the floor stays").hasValue(10);
  }

  @Test
  void channelTooMany_whoseTokensAreOld_leavesTheGreatestBehind() {
    for (int i = 0; i < SeenTokens.MAX_CHANNELS; i++) {
      answered(new ChannelId(i), home(i, 10));
    }
    pass(Sightings.MEMORY.plus(SECOND));
    answered(new ChannelId(5_000), home(5_000, 10));
    answered(new ChannelId(5_001), home(5_001, 10));
    assertThat(seen.of(new ChannelId(6_000))).isEqualTo(Tokens.of(home(0, 10)));
  }

  @Test
  void whatWasCarried_countsForEveryChannel() {
    Tokens carried = new Tokens(Tokens.of(home(1, 10)).listed(), true);
    SeenTokens heir = new SeenTokens(() -> nowNanos, carried);
    assertThat(heir.of(CHANNEL)).isEqualTo(carried);
    heir.answered(CHANNEL, home(2, 20), heir.of(CHANNEL));
    assertThat(heir.of(OTHER)).isEqualTo(carried);
    assertThat(heir.ofAll().listed()).containsExactly(home(1, 10), home(2, 20));
    pass(Sightings.MEMORY.plus(SECOND));
    assertThat(heir.ofAll()).isEqualTo(Tokens.of(home(2, 20)));
  }

  private void answered(Token token) {
    answered(CHANNEL, token);
  }

  private void answered(ChannelId channel, Token token) {
    seen.answered(channel, token, seen.of(channel));
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  private static Token home(long incarnation, long sequence) {
    return new Token(HOME, incarnation, sequence);
  }

  private static Token abroad(long incarnation, long sequence) {
    return new Token(ABROAD, incarnation, sequence);
  }
}
