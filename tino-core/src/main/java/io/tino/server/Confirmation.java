package io.tino.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.resp.RespWriter;

/**
 * Tells a client that it has subscribed to something, or unsubscribed. It is a push, of
 * which one command has as many as it has arguments.
 *
 * @param word what has been done
 * @param name the channel or pattern, or {@code null} if there was none
 * @param count how many subscriptions the connection has then
 */
record Confirmation(String word, @Nullable String name, int count) {

	static Call.Reply writeAll(List<Confirmation> confirmations) {
		return (writer) -> confirmations.forEach((confirmation) -> confirmation.write(writer));
	}

	private void write(RespWriter writer) {
		writer.push(3);
		writer.bulk(this.word);
		if (this.name != null) {
			writer.bulk(ChannelName.bytes(this.name));
		}
		else {
			writer.nullValue();
		}
		writer.number(this.count);
	}

}
