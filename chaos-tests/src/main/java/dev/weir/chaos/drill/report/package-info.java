/**
 * What came of a drill: what was recorded, how it is judged, and how it is told, as JSON, JUnit's
 * XML and a page.
 *
 * <p>Start at {@link dev.weir.chaos.drill.report.Judge}, then {@link
 * dev.weir.chaos.drill.report.DrillReport}. Values; for one thread.
 */
@NullMarked
package dev.weir.chaos.drill.report;

import org.jspecify.annotations.NullMarked;
