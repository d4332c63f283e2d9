package dev.weir.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Receipt;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import org.junit.jupiter.api.Test;

class SessionTokensTest {

  private static final ChannelId CHANNEL = new ChannelId(1);
  private static final Token ONE = new Token(0, 1, 10);
  private static final Token OTHER = new Token(0, 2, 20);
  private static final Token ABROAD = new Token(3, 3, 30);

  private final SessionTokens session = new SessionTokens();

  @Test
  void answer_standsForWhatWasSent_ofItsRegion() {
    session.answered(CHANNEL, Tokens.NONE, Receipt.of(ONE));
    session.answered(CHANNEL, Tokens.NONE, Receipt.of(ABROAD));
    Tokens sent = session.of(CHANNEL);
    assertThat(sent.listed()).containsExactly(ONE, ABROAD);
    session.answered(CHANNEL, sent, Receipt.of(OTHER));
    assertThat(session.of(CHANNEL).listed()).containsExactly(ABROAD, OTHER);
  }

  @Test
  void answerWithoutToken_changesNothing() {
    session.answered(CHANNEL, Tokens.NONE, Receipt.of(ONE));
    session.answered(CHANNEL, session.of(CHANNEL), Receipt.NONE);
    assertThat(session.of(CHANNEL)).isEqualTo(Tokens.of(ONE));
  }

  @Test
  void takenOver_comesBesideOnesOwn() {
    SessionTokens before = new SessionTokens();
    before.answered(CHANNEL, Tokens.NONE, Receipt.of(ONE));
    session.answered(CHANNEL, Tokens.NONE, Receipt.of(OTHER));
    session.takeOver(before);
    assertThat(session.of(CHANNEL).listed()).containsExactly(OTHER, ONE);
    assertThat(session.of(new ChannelId(2)).isEmpty()).isTrue();
  }
}
