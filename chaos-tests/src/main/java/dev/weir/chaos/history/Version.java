package dev.weir.chaos.history;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of a message, which has one writer, and its content at each: content follows from id
 * and version, so what somebody else wrote, or nobody, is seen at once.
 */
public final class Version {

  /** As it was appended; each edit is one more. */
  public static final int APPENDED = 0;

  /** After every other. */
  public static final int DELETED = Integer.MAX_VALUE;

  /** No version of this message. */
  public static final int FOREIGN = -1;

  private static final Pattern CONTENT = Pattern.compile("(-?\\d{1,19}):(\\d{1,9}):([0-9a-f]+)");

  private Version() {}

  /** What a message says at a version. */
  public static String content(MessageId id, int version) {
    return id.value() + ":" + version + ":" + Long.toHexString(check(id.value(), version));
  }

  /** The version of what was read. */
  public static int of(Message message) {
    Matcher parts = CONTENT.matcher(message.content());
    if (!parts.matches()) {
      return FOREIGN;
    }
    int version = Integer.parseInt(parts.group(2));
    return content(message.id(), version).equals(message.content()) ? version : FOREIGN;
  }

  /** Mixed well, so that a changed digit of either shows (the finaliser of SplitMix64). */
  private static long check(long id, int version) {
    long mixed = id * 31 + version;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
