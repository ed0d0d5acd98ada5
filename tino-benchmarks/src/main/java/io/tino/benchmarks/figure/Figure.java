package io.tino.benchmarks.figure;

/**
 * What one round came to. Rounds of the same row and contender are as many figures.
 *
 * @param row what has been measured, such as {@code redis-benchmark -P 16 PING}
 * @param contender who has been measured, such as {@code redis-server}
 * @param value how much it is
 * @param unit of what, such as {@code requests/s}
 */
public record Figure(String row, String contender, double value, String unit) {
}
