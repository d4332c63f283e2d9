/**
 * What a benchmark tells: ratios with their targets, figures beside them, and how two runs compare.
 *
 * <p>Start at {@link dev.weir.chaos.bench.report.Report}. Values alone: nothing here blocks, but
 * {@link dev.weir.chaos.bench.report.Comparison#of}, which reads two files.
 */
@NullMarked
package dev.weir.chaos.bench.report;

import org.jspecify.annotations.NullMarked;
