package io.tino.sample.reference;

import java.util.List;

/**
 * What clients say to a server, and what they expect to hear.
 *
 * @param title what it shows
 * @param source the file and line where it begins
 * @param only what a server or a play must be for it
 * @param setting what it begins with
 * @param differences why the sample answers other than Redis, as the documentation says
 * @param steps what happens, in this order
 */
record Conversation(String title, String source, List<String> only, Setting setting, List<String> differences,
		List<Step> steps) {

	/**
	 * A line of a conversation.
	 *
	 * @param source the file and line
	 * @param participant the letter of the client
	 * @param kind what the client does
	 * @param only what a server or a play must be for it
	 * @param times how often it happens
	 * @param text what is sent or expected
	 * @param answered the words of the request that is answered, if it is one, or those
	 * that are sent
	 */
	record Step(String source, char participant, Kind kind, List<String> only, int times, String text,
			List<String> answered) {

		boolean isSent() {
			return this.kind != Kind.REPLY;
		}

		/**
		 * Encode what is sent.
		 * @param words the text, with facts in place of their names
		 * @return the bytes, one character each
		 */
		String bytes(String words) {
			String once = (this.kind == Kind.BYTES) ? Escapes.unescape(words) : Words.encode(Words.split(words));
			return once.repeat(this.times);
		}

		@Override
		public String toString() {
			return this.participant + this.kind.sign + " " + this.text;
		}

		/**
		 * What a client does.
		 */
		enum Kind {

			/** Sends words as an array of bulk strings. */
			REQUEST(">"),

			/** Sends bytes as they are. */
			BYTES(">>"),

			/** Expects a reply, a push, {@code closed} or {@code nothing}. */
			REPLY("<");

			private final String sign;

			Kind(String sign) {
				this.sign = sign;
			}

			static Kind of(String sign) {
				return (sign.length() == 2) ? BYTES : sign.equals(">") ? REQUEST : REPLY;
			}

		}

	}

}
