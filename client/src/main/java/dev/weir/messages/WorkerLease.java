package dev.weir.messages;

/**
 * The right to name messages with a worker's number, for messages dated within a time: nobody else
 * names any of that time with the same number.
 *
 * @param region 0 to 7
 * @param worker 0 to 510
 * @param fromMicros the first time that a name may be dated, in microseconds since 1970
 * @param untilMicros the first that it may not, later than {@code fromMicros}
 */
public record WorkerLease(int region, int worker, long fromMicros, long untilMicros) {

  public WorkerLease {
    if (worker == MessageId.IMPORT_WORKER) {
      throw WeirException.invalid("worker %d names imports only".formatted(worker));
    }
    if (region < 0
        || region > MessageId.MAX_REGION
        || worker < 0
        || worker > MessageId.MAX_WORKER
        || fromMicros < 0
        || untilMicros <= fromMicros) {
      throw WeirException.invalid(
          "a lease of worker %d of region %d for %d to %d µs"
              .formatted(worker, region, fromMicros, untilMicros));
    }
  }
}
