package dev.weir.client.protocol;

import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.util.ArrayList;
import java.util.List;

/** What a request's header says beyond its fixed fields: the tokens that its reader brings. */
final class RequestExtensions implements Extensions.Reader {

  /** A node that does not know tokens cannot keep what they promise. */
  private static final int TOKENS = Extensions.FIRST_MUST_UNDERSTAND;

  static final int TOKEN_BYTES = 1 + 8 + 8;

  private Tokens tokens = Tokens.NONE;

  private RequestExtensions() {}

  /** Bytes of the block, without its length. */
  static int sizeOf(Query query) {
    Tokens tokens = tokensOf(query);
    return tokens.isEmpty() ? 0 : Extensions.ENTRY_BYTES + 1 + TOKEN_BYTES * tokens.listed().size();
  }

  /** Writes the block with its length. */
  static void write(FieldSink sink, Query query) {
    int size = sizeOf(query);
    sink.u16(size);
    if (size > 0) {
      Tokens tokens = tokensOf(query);
      sink.u8(TOKENS);
      sink.u16(size - Extensions.ENTRY_BYTES);
      sink.flag(tokens.more());
      tokens.listed().forEach(token -> writeToken(sink, token));
    }
  }

  static Tokens read(FieldSource source) {
    RequestExtensions block = new RequestExtensions();
    Extensions.read(source, block);
    return block.tokens;
  }

  @Override
  public boolean take(int tag, int length, FieldSource source) {
    if (tag != TOKENS) {
      return false;
    }
    int count = (length - 1) / TOKEN_BYTES;
    if (length < 1 || count * TOKEN_BYTES != length - 1) {
      throw source.malformed("%d bytes are not whole tokens".formatted(length));
    }
    boolean more = source.flag();
    List<Token> listed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      listed.add(readToken(source));
    }
    tokens = new Tokens(listed, more);
    return true;
  }

  static void writeToken(FieldSink sink, Token token) {
    sink.u8(token.region());
    sink.i64(token.incarnation());
    sink.i64(token.sequence());
  }

  static Token readToken(FieldSource source) {
    return new Token(source.u8(), source.i64(), source.i64());
  }

  private static Tokens tokensOf(Query query) {
    return query instanceof Query.Ask ask ? ask.tokens() : Tokens.NONE;
  }
}
