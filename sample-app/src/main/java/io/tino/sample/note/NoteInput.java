package io.tino.sample.note;

import jakarta.validation.constraints.NotNull;

/**
 * A note to make.
 *
 * @param text what it says
 * @param completed whether it is done
 */
public record NoteInput(@NotNull String text, boolean completed) {
}
