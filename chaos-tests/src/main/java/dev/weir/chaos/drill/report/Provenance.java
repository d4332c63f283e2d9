package dev.weir.chaos.drill.report;

import java.util.Map;

/**
 * Where a report comes from, and how to have another one.
 *
 * @param started when, as in ISO 8601
 * @param seconds that it took, from the first process to the report
 * @param versions of Weir, Java, the system
 * @param configHash of the drill file and what was set beside it
 * @param seed of the load
 * @param command that repeats it
 */
public record Provenance(
    String started,
    double seconds,
    Map<String, String> versions,
    String configHash,
    long seed,
    String command) {}
