/**
 * What is said of the figures. Start at {@link io.tino.benchmarks.report.Report}.
 */
@NullMarked
package io.tino.benchmarks.report;

import org.jspecify.annotations.NullMarked;
