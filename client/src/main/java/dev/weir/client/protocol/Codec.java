package dev.weir.client.protocol;

import dev.weir.messages.Answer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Frames to bytes and back: the one codec that both ends use. {@code docs/protocol.md} describes
 * the bytes.
 *
 * <p>Pure functions, safe for any thread, none blocks. Buffers are read and written big-endian
 * whatever their order is set to. What is received may be anything: the only exception that
 * decoding throws is {@link CodecException}, and it allocates no more than a small multiple of the
 * bytes that are really there.
 */
public final class Codec {

  /** The only version of the protocol so far. */
  public static final int VERSION = 1;

  /** The most bytes that may follow a frame's length. */
  public static final int MAX_FRAME = 1 << 20;

  /** The same for HELLO: all that a node takes from somebody whom it does not know yet. */
  public static final int MAX_HELLO = 4 << 10;

  /** The size of the length itself, which a frame begins with. */
  public static final int LENGTH_BYTES = 4;

  /** The size of a response's header with its length, without extensions. */
  private static final int RESPONSE_HEADER_BYTES = LENGTH_BYTES + 1 + 1 + 8 + 8 + 2;

  private static final int LEFT_AT = LENGTH_BYTES + 1 + 1 + 8;
  private static final int FLAGS_AT = LEFT_AT + 4;
  private static final int REQUEST_HEADER_BYTES = FLAGS_AT + 1 + 2;
  private static final int FIRST_REPLY_TYPE = 128;
  private static final int LEVEL_MASK = 0b11;
  private static final int EVENTUAL = 0;
  private static final int SESSION = 1;
  private static final int STRONG = 2;
  private static final int FORWARDED = 0b100;
  private static final int EXPLAINED = 0b1000;
  private static final int REGIONAL = 0b1_0000;
  private static final long MAX_U32 = 0xFFFF_FFFFL;

  private Codec() {}

  /**
   * Checks a frame's length, before anything is allocated for it.
   *
   * @param length the first four bytes, as a signed number
   * @param max {@link #MAX_HELLO} before HELLO was understood, else {@link #MAX_FRAME}
   * @throws CodecException FRAME_TOO_LARGE; always closes the connection
   */
  public static void requireLength(int length, int max) {
    if (length < 0 || length > max) {
      throw new CodecException(
          ErrorCode.FRAME_TOO_LARGE,
          "a frame of %d bytes, at most %d".formatted(Integer.toUnsignedLong(length), max),
          OptionalLong.empty(),
          true);
    }
  }

  /**
   * The exact size of a frame in bytes, with its length.
   *
   * @throws CodecException FRAME_TOO_LARGE, or INVALID_ARGUMENT if a value has no form on the wire;
   *     closes nothing
   */
  public static int sizeOf(RequestFrame frame) {
    SizeSink size = new SizeSink();
    Object body = bodyOf(frame.query());
    write(RequestLayouts.TABLE.of(body), body, size, frame.id());
    int header = REQUEST_HEADER_BYTES + RequestExtensions.sizeOf(frame.query());
    return bounded(size.size() + header, limitOf(frame.query()), frame.id());
  }

  /**
   * The exact size of a frame in bytes, with its length.
   *
   * @throws CodecException FRAME_TOO_LARGE, or INVALID_ARGUMENT if a value has no form on the wire;
   *     closes nothing
   */
  public static int sizeOf(ResponseFrame frame) {
    return headerSizeOf(frame) + bodySizeOf(frame.reply());
  }

  /**
   * The size of a response's header with its length, in bytes: what a shared body is prefixed with.
   */
  public static int headerSizeOf(ResponseFrame frame) {
    return RESPONSE_HEADER_BYTES + ResponseExtensions.sizeOf(frame);
  }

  /**
   * The exact size of a reply's body in bytes.
   *
   * @throws CodecException FRAME_TOO_LARGE if body and header exceed a frame, INVALID_ARGUMENT if a
   *     value has no form on the wire; closes nothing
   */
  public static int bodySizeOf(Reply reply) {
    SizeSink size = new SizeSink();
    Object body = bodyOf(reply);
    write(ReplyLayouts.TABLE.of(body), body, size, 0);
    int header = RESPONSE_HEADER_BYTES + ResponseExtensions.MAX_BYTES;
    return bounded(header + size.size(), MAX_FRAME, 0) - header;
  }

  /**
   * Writes a frame with its length at the target's position, which moves behind it; on failure it
   * stays.
   *
   * @param target with {@link #sizeOf(RequestFrame)} bytes remaining, or a {@link
   *     java.nio.BufferOverflowException} is thrown
   * @throws CodecException INVALID_ARGUMENT if a value has no form on the wire; closes nothing
   */
  public static void encode(RequestFrame frame, ByteBuffer target) {
    Object body = bodyOf(frame.query());
    Layout<?> layout = RequestLayouts.TABLE.of(body);
    ByteBuffer out = target.duplicate();
    BufferSink sink = new BufferSink(out);
    sink.u32(0);
    sink.u8(VERSION);
    sink.u8(layout.type());
    sink.i64(frame.id());
    sink.u32(millis(frame.left()));
    sink.u8(flagsOf(frame.query()));
    RequestExtensions.write(sink, frame.query());
    write(layout, body, sink, frame.id());
    int size = out.position() - target.position();
    bounded(size, limitOf(frame.query()), frame.id());
    out.putInt(target.position(), size - LENGTH_BYTES);
    target.position(out.position());
  }

  /**
   * Writes a frame with its length at the target's position, which moves behind it; on failure it
   * stays.
   *
   * @param target with {@link #sizeOf(ResponseFrame)} bytes remaining, or a {@link
   *     java.nio.BufferOverflowException} is thrown
   * @throws CodecException INVALID_ARGUMENT if a value has no form on the wire; closes nothing
   */
  public static void encode(ResponseFrame frame, ByteBuffer target) {
    ByteBuffer out = target.duplicate();
    out.position(out.position() + Math.min(headerSizeOf(frame), out.remaining()));
    int start = out.position();
    encodeBody(frame.reply(), out);
    int bodySize = out.position() - start;
    encodeHeader(frame, bodySize, target);
    target.position(out.position());
  }

  /**
   * Writes anew into a request's frame that is already encoded what may differ from one node it is
   * sent to, to the next: so that a repetition sends the same bytes but for the time that has gone
   * by, and who is to serve it.
   *
   * @param frame with its length at its position; the position stays
   * @param left as {@link RequestFrame#left()}
   * @param forwarded as {@link Query.Ask#forwarded()}; only for such a query
   */
  public static void restamp(ByteBuffer frame, Duration left, boolean forwarded) {
    ByteBuffer out = frame.duplicate();
    int flagsAt = frame.position() + FLAGS_AT;
    int others = out.get(flagsAt) & ~FORWARDED;
    out.putInt(frame.position() + LEFT_AT, (int) millis(left));
    out.put(flagsAt, (byte) (forwarded ? others | FORWARDED : others));
  }

  /**
   * Writes a reply's body alone: the part that is the same for everybody who gets this reply.
   *
   * @param target with {@link #bodySizeOf} bytes remaining; its position moves behind the body
   * @throws CodecException INVALID_ARGUMENT if a value has no form on the wire; closes nothing
   */
  public static void encodeBody(Reply reply, ByteBuffer target) {
    Object body = bodyOf(reply);
    ByteBuffer out = target.duplicate();
    write(ReplyLayouts.TABLE.of(body), body, new BufferSink(out), 0);
    target.position(out.position());
  }

  /**
   * Writes a response's length and header alone: what each receiver of a shared body gets of its
   * own.
   *
   * @param frame whose reply the body holds
   * @param bodySize bytes of the body, which follows
   * @param target with {@link #headerSizeOf} remaining; its position moves behind them
   */
  public static void encodeHeader(ResponseFrame frame, int bodySize, ByteBuffer target) {
    int size = bounded((long) headerSizeOf(frame) + bodySize, MAX_FRAME, frame.id());
    ByteBuffer out = target.duplicate();
    BufferSink sink = new BufferSink(out);
    sink.u32(size - LENGTH_BYTES);
    sink.u8(VERSION);
    sink.u8(ReplyLayouts.TABLE.of(bodyOf(frame.reply())).type());
    sink.i64(frame.id());
    sink.i64(frame.clockMicros());
    ResponseExtensions.write(sink, frame);
    target.position(out.position());
  }

  /**
   * Reads one frame of a client.
   *
   * @param frame exactly the bytes that follow the length; left as it is, and not kept
   * @throws CodecException if the bytes are no frame, or one that cannot be served
   */
  public static RequestFrame decodeRequest(ByteBuffer frame) {
    requireLength(frame.remaining(), MAX_FRAME);
    FieldSource source = new FieldSource(frame);
    int type = readPreamble(source);
    if (type >= FIRST_REPLY_TYPE) {
      throw source.malformed("type %d is one of replies".formatted(type));
    }
    if (type == RequestLayouts.HELLO) {
      requireLength(frame.remaining(), MAX_HELLO);
    }
    Duration left = Duration.ofMillis(source.u32());
    int flags = source.u8();
    RequestExtensions extensions = readExtensions(source);
    Layout<?> layout = RequestLayouts.TABLE.of(type).orElseThrow(() -> unknown(source, type));
    try {
      Object body = layout.reader().apply(source);
      source.end();
      Query query =
          body instanceof Request<?> request
              ? ask(request, flags, extensions, source)
              : (Query) body;
      return new RequestFrame(source.requestId(), left, query);
    } catch (CodecException e) {
      throw e;
    } catch (WeirException e) {
      throw source.refused(e.code(), e.getMessage());
    } catch (IllegalArgumentException e) {
      throw source.refused(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads one frame of a node.
   *
   * @param frame exactly the bytes that follow the length; left as it is, and not kept
   * @throws CodecException if the bytes are no frame, or one of a type that this version cannot
   *     read
   */
  public static ResponseFrame decodeResponse(ByteBuffer frame) {
    requireLength(frame.remaining(), MAX_FRAME);
    FieldSource source = new FieldSource(frame);
    int type = readPreamble(source);
    if (type < FIRST_REPLY_TYPE) {
      throw source.malformed("type %d is one of requests".formatted(type));
    }
    long clockMicros = source.i64();
    ResponseExtensions extensions;
    try {
      extensions = ResponseExtensions.read(source);
    } catch (CodecException e) {
      throw e;
    } catch (WeirException | IllegalArgumentException e) {
      throw source.malformed(String.valueOf(e.getMessage()));
    }
    Layout<?> layout = ReplyLayouts.TABLE.of(type).orElseThrow(() -> unknown(source, type));
    try {
      Object body = layout.reader().apply(source);
      source.end();
      Reply reply =
          body instanceof Answer answer
              ? new Reply.Answered(answer, extensions.receipt())
              : (Reply) body;
      return new ResponseFrame(
          source.requestId(), clockMicros, extensions.spread(), extensions.away(), reply);
    } catch (WeirException | IllegalArgumentException e) {
      // A node that answers what no request can have asked for is not to be trusted any further.
      throw source.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static RequestExtensions readExtensions(FieldSource source) {
    try {
      return RequestExtensions.read(source);
    } catch (CodecException e) {
      throw e;
    } catch (WeirException e) {
      throw source.refused(e.code(), e.getMessage());
    }
  }

  private static Query ask(
      Request<?> request, int flags, RequestExtensions extensions, FieldSource source) {
    return new Query.Ask(
        request,
        levelOf(flags, source),
        (flags & FORWARDED) != 0,
        (flags & REGIONAL) != 0,
        extensions.durability(),
        extensions.tokens(),
        (flags & EXPLAINED) != 0);
  }

  /** Reads what every version's frames begin with, and returns the type. */
  private static int readPreamble(FieldSource source) {
    int version = source.u8();
    int type = source.u8();
    source.readRequestId();
    if (version != VERSION) {
      throw source.fatal(
          ErrorCode.UNSUPPORTED_VERSION,
          "a frame of version %d, this end speaks %d".formatted(version, VERSION));
    }
    return type;
  }

  private static void write(Layout<?> layout, Object body, FieldSink sink, long id) {
    try {
      layout.write(sink, body);
    } catch (WeirException e) {
      throw new CodecException(e.code(), e.getMessage(), OptionalLong.of(id), false);
    }
  }

  private static int bounded(long size, int max, long id) {
    long length = size - LENGTH_BYTES;
    if (length > max) {
      throw new CodecException(
          ErrorCode.FRAME_TOO_LARGE,
          "a frame of %d bytes, at most %d".formatted(length, max),
          OptionalLong.of(id),
          false);
    }
    return (int) size;
  }

  private static long millis(Duration left) {
    return Math.max(0, Math.min(left.toMillis(), MAX_U32));
  }

  private static int limitOf(Query query) {
    return query instanceof Query.Hello ? MAX_HELLO : MAX_FRAME;
  }

  private static Object bodyOf(Query query) {
    return query instanceof Query.Ask ask ? ask.request() : query;
  }

  private static Object bodyOf(Reply reply) {
    return reply instanceof Reply.Answered answered ? answered.answer() : reply;
  }

  private static CodecException unknown(FieldSource source, int type) {
    return source.refused(
        ErrorCode.UNKNOWN_OPERATION, "type %d is not known to this version".formatted(type));
  }

  private static int flagsOf(Query query) {
    if (!(query instanceof Query.Ask ask)) {
      return 0;
    }
    int level =
        switch (ask.level()) {
          case EVENTUAL -> EVENTUAL;
          case SESSION -> SESSION;
          case STRONG -> STRONG;
        };
    return level
        | (ask.forwarded() ? FORWARDED : 0)
        | (ask.explained() ? EXPLAINED : 0)
        | (ask.regional() ? REGIONAL : 0);
  }

  private static ReadLevel levelOf(int flags, FieldSource source) {
    int number = flags & LEVEL_MASK;
    return switch (number) {
      case EVENTUAL -> ReadLevel.EVENTUAL;
      case SESSION -> ReadLevel.SESSION;
      case STRONG -> ReadLevel.STRONG;
      default ->
          throw source.refused(
              ErrorCode.INVALID_ARGUMENT, "read level %d does not exist".formatted(number));
    };
  }
}
