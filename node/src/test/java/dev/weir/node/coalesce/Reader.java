package dev.weir.node.coalesce;

import dev.weir.messages.Receipt;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.util.List;

/**
 * A session with one channel, which keeps its tokens as the protocol says, and beside them, for the
 * test, the state of the channel that it has seen.
 */
final class Reader {

  /** What it has seen when it asks. */
  record Knowledge(Tokens tokens, int state) {}

  private Tokens tokens = Tokens.NONE;
  private int state;

  Knowledge knowledge() {
    return new Knowledge(tokens, state);
  }

  /** An answer came that shows a state; it stands for what was known when it was asked for. */
  void saw(int shown, Receipt receipt, Tokens known) {
    state = Math.max(state, shown);
    Token token = receipt.token().orElseThrow();
    List<Token> left =
        tokens.listed().stream().filter(kept -> !known.listed().contains(kept)).toList();
    tokens = new Tokens(left, false).and(token);
  }
}
