package dev.weir.messages;

/** How fresh a read must be. */
public enum ReadLevel {
  /** Any replica's word will do. */
  EVENTUAL,
  /** A session sees its own writes and never reads backwards. The default. */
  SESSION,
  /** Every acknowledged write is seen, or the read fails. */
  STRONG
}
