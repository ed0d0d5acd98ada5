package io.tino.benchmarks.figure;

/**
 * What one round came to. Rounds of the same row, contender and metric are as many
 * figures.
 *
 * @param row what has been measured, such as {@code redis-benchmark -P 16 PING}
 * @param contender who has been measured, such as {@code redis-server}
 * @param metric of what
 * @param value how much it is
 */
public record Figure(String row, String contender, Metric metric, double value) {
}
