package io.tino.sample.note;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A note.
 *
 * @param id its number, or {@code null} before it is saved
 * @param text what it says
 * @param completed whether it is done
 */
public record Note(@Id @Nullable Long id, String text, boolean completed) {
}
