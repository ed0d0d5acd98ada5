/**
 * What can be called. A {@link io.tino.command.Command} has a name, says what it needs,
 * and completes a {@link io.tino.command.Call}; a {@link io.tino.command.CommandRegistry}
 * finds it by the bytes of its name. Knows no session and no socket.
 */
@NullMarked
package io.tino.command;

import org.jspecify.annotations.NullMarked;
