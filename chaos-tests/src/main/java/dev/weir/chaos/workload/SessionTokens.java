package dev.weir.chaos.workload;

import dev.weir.messages.Receipt;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that one session keeps, by channel, as the protocol has it: an answer's token stands
 * for all of its region that were sent with the request. Any thread may hand them on.
 */
final class SessionTokens {

  private final Map<ChannelId, Tokens> byChannel = new ConcurrentHashMap<>();

  /** What to send with a request. */
  Tokens of(ChannelId channel) {
    return byChannel.getOrDefault(channel, Tokens.NONE);
  }

  /** An answer came. */
  void answered(ChannelId channel, Tokens sent, Receipt receipt) {
    receipt
        .token()
        .ifPresent(token ->
            byChannel.merge(
                channel,
                Tokens.of(token),
                (kept, _) -> without(kept, sent, token.region()).and(token)));
  }

  /** Takes in all that another session keeps. */
  void takeOver(SessionTokens other) {
    other.byChannel.forEach((channel, tokens) -> byChannel.merge(channel, tokens, Tokens::and));
  }

  private static Tokens without(Tokens kept, Tokens sent, int region) {
    List<Token> left =
        kept.listed().stream()
            .filter(token -> token.region() != region || !sent.listed().contains(token))
            .toList();
    return new Tokens(left, kept.more() && !sent.more());
  }
}
