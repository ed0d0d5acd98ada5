package io.tino.sample.calculator;

/**
 * A number.
 *
 * @param value the number
 */
public record NumberInput(int value) {
}
