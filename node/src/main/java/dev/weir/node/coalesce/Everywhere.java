package dev.weir.node.coalesce;

/** Whether there is any use in asking every region's replicas. Any thread; nothing here blocks. */
public interface Everywhere {

  /** Whether to ask them; if so, how that goes is to be told. */
  boolean mayBeAsked();

  /** All of them answered, after so long. */
  void answered(long nanos);

  /** One of them did not answer, for so long. */
  void failed(long nanos);
}
