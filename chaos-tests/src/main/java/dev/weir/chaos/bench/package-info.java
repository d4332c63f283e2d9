/**
 * Benchmarks: Weir and what a user would pick instead, side by side in one run, as ratios.
 *
 * <p>Start at {@link dev.weir.chaos.bench.BenchScenario}. Blocks its caller for as long as it
 * measures.
 */
@NullMarked
package dev.weir.chaos.bench;

import org.jspecify.annotations.NullMarked;
