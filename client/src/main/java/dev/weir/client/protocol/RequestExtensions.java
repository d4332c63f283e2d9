package dev.weir.client.protocol;

import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request's header says beyond its fixed fields: a reader's tokens, a write's durability.
 */
final class RequestExtensions implements Extensions.Reader {

  /** A node that does not know tokens cannot keep what they promise. */
  private static final int TOKENS = Extensions.FIRST_MUST_UNDERSTAND;

  /** Nor can one that does not know durabilities keep what is asked. */
  private static final int DURABILITY = Extensions.FIRST_MUST_UNDERSTAND + 1;

  static final int TOKEN_BYTES = 1 + 8 + 8;

  private Tokens tokens = Tokens.NONE;
  private Optional<Durability> durability = Optional.empty();

  private RequestExtensions() {}

  /** Bytes of the block, without its length. */
  static int sizeOf(Query query) {
    return sizeOf(tokensOf(query))
        + (durabilityOf(query).isPresent() ? Extensions.ENTRY_BYTES + 1 : 0);
  }

  private static int sizeOf(Tokens tokens) {
    return tokens.isEmpty() ? 0 : Extensions.ENTRY_BYTES + 1 + TOKEN_BYTES * tokens.listed().size();
  }

  /** Writes the block with its length. */
  static void write(FieldSink sink, Query query) {
    sink.u16(sizeOf(query));
    Tokens tokens = tokensOf(query);
    if (!tokens.isEmpty()) {
      sink.u8(TOKENS);
      sink.u16(sizeOf(tokens) - Extensions.ENTRY_BYTES);
      sink.flag(tokens.more());
      tokens.listed().forEach(token -> writeToken(sink, token));
    }
    durabilityOf(query)
        .ifPresent(durability -> {
          sink.u8(DURABILITY);
          sink.u16(1);
          sink.u8(durability.number());
        });
  }

  static RequestExtensions read(FieldSource source) {
    RequestExtensions block = new RequestExtensions();
    Extensions.read(source, block);
    return block;
  }

  Tokens tokens() {
    return tokens;
  }

  Optional<Durability> durability() {
    return durability;
  }

  @Override
  public boolean take(int tag, int length, FieldSource source) {
    switch (tag) {
      case TOKENS -> tokens = readTokens(length, source);
      case DURABILITY -> durability = Optional.of(readDurability(length, source));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Tokens readTokens(int length, FieldSource source) {
    int count = (length - 1) / TOKEN_BYTES;
    if (length < 1 || count * TOKEN_BYTES != length - 1) {
      throw source.malformed("%d bytes are not whole tokens".formatted(length));
    }
    boolean more = source.flag();
    List<Token> listed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      listed.add(readToken(source));
    }
    return new Tokens(listed, more);
  }

  private static Durability readDurability(int length, FieldSource source) {
    if (length != 1) {
      throw source.malformed("%d bytes are no durability".formatted(length));
    }
    int number = source.u8();
    return Durability.of(number)
        .orElseThrow(() ->
            source.refused(
                ErrorCode.INVALID_ARGUMENT, "durability %d does not exist".formatted(number)));
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

  private static Optional<Durability> durabilityOf(Query query) {
    return query instanceof Query.Ask ask ? ask.durability() : Optional.empty();
  }
}
