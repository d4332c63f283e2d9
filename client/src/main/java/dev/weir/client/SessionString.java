package dev.weir.client;

import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a session has seen as a string, to be carried to another process: base64url without padding,
 * of a version byte, the more flag, and each token as region u8, incarnation i64, sequence i64.
 */
final class SessionString {

  private static final byte VERSION = 1;
  private static final int HEADER = 2;
  private static final int TOKEN = 1 + 2 * Long.BYTES;
  private static final int MAX_SHOWN = 40;

  private SessionString() {}

  static String of(Tokens tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + tokens.listed().size() * TOKEN);
    bytes.put(VERSION).put((byte) (tokens.more() ? 1 : 0));
    for (Token token : tokens.listed()) {
      bytes.put((byte) token.region()).putLong(token.incarnation()).putLong(token.sequence());
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws WeirException INVALID_ARGUMENT if it is something else
   */
  static Tokens parse(String text) {
    ByteBuffer bytes = bytesOf(text);
    if (bytes.remaining() < HEADER) {
      throw notOne(text, "it is too short");
    }
    byte version = bytes.get();
    if (version != VERSION) {
      throw notOne(text, "it is of version %d, this client knows %d".formatted(version, VERSION));
    }
    byte more = bytes.get();
    int count = bytes.remaining() / TOKEN;
    if (more < 0 || more > 1 || count > Tokens.MAX || bytes.remaining() % TOKEN != 0) {
      throw notOne(text, "it was cut or changed");
    }
    List<Token> listed = new ArrayList<>(count);
    while (bytes.hasRemaining()) {
      listed.add(new Token(bytes.get(), bytes.getLong(), bytes.getLong()));
    }
    return new Tokens(listed, more == 1);
  }

  private static ByteBuffer bytesOf(String text) {
    try {
      return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw notOne(text, String.valueOf(e.getMessage()));
    }
  }

  private static WeirException notOne(String text, String why) {
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return WeirException.invalid(
        "'%s' is no session's token: %s; pass on what Session.token() gave, as it is"
            .formatted(shown, why));
  }
}
