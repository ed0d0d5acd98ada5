package io.tino.sample.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a conversation expects as a reply: either exactly one, or one of a shape.
 */
sealed interface ReplyPattern {

	/**
	 * Tell whether a reply is as expected.
	 * @param reply the reply
	 * @param resp3 whether it came in RESP3; in RESP2, types that are missing there are
	 * sent as others
	 * @return whether it is
	 */
	boolean matches(Reply reply, boolean resp3);

	/**
	 * A value that has no others in it.
	 *
	 * @param type the byte that it begins with in RESP3
	 * @param text what follows
	 */
	record Exactly(char type, String text) implements ReplyPattern {

		@Override
		public boolean matches(Reply reply, boolean resp3) {
			Reply.Scalar expected = resp3 ? new Reply.Scalar(this.type, this.text) : switch (this.type) {
				case '=' -> new Reply.Scalar('$', this.text.substring(4));
				case ',', '(' -> new Reply.Scalar('$', this.text);
				case '#' -> new Reply.Scalar(':', this.text.equals("t") ? "1" : "0");
				default -> new Reply.Scalar(this.type, this.text);
			};
			return reply.equals(expected);
		}

	}

	/**
	 * A value without others in it, of which only the shape is known.
	 *
	 * @param type the byte that it begins with in RESP3
	 * @param prefix what its text begins with in RESP3
	 * @param rest the shape of the rest
	 */
	record Like(char type, String prefix, Pattern rest) implements ReplyPattern {

		@Override
		public boolean matches(Reply reply, boolean resp3) {
			boolean plain = resp3 || this.type != '=';
			String start = plain ? this.prefix : "";
			return reply instanceof Reply.Scalar scalar && scalar.type() == (plain ? this.type : '$')
					&& scalar.text().startsWith(start)
					&& this.rest.matcher(scalar.text().substring(start.length())).matches();
		}

	}

	/**
	 * A null.
	 *
	 * @param resp2 which one in RESP2
	 */
	record Nil(String resp2) implements ReplyPattern {

		@Override
		public boolean matches(Reply reply, boolean resp3) {
			return reply.equals(new Reply.Null(resp3 ? "_" : this.resp2));
		}

	}

	/**
	 * Whatever single value.
	 */
	record Any() implements ReplyPattern {

		@Override
		public boolean matches(Reply reply, boolean resp3) {
			return true;
		}

	}

	/**
	 * A value that is made of others.
	 *
	 * @param type the byte that it begins with in RESP3
	 * @param groups its elements; keys and values in groups of two
	 * @param more whether there may be more of them
	 * @param ordered whether the order matters
	 */
	record Aggregate(char type, List<List<ReplyPattern>> groups, boolean more,
			boolean ordered) implements ReplyPattern {

		@Override
		public boolean matches(Reply reply, boolean resp3) {
			if (!(reply instanceof Reply.Aggregate actual) || actual.type() != (resp3 ? this.type : '*')) {
				return false;
			}
			List<List<Reply>> left = groups(actual.elements(), (this.type == '%') ? 2 : 1);
			for (List<ReplyPattern> group : this.groups) {
				int found = find(group, left, resp3);
				if (found < 0) {
					return false;
				}
				left.remove(found);
			}
			return left.isEmpty() || this.more;
		}

		private static List<List<Reply>> groups(List<Reply> elements, int size) {
			List<List<Reply>> groups = new ArrayList<>();
			for (int i = 0; i < elements.size(); i += size) {
				groups.add(elements.subList(i, Math.min(i + size, elements.size())));
			}
			return groups;
		}

		private int find(List<ReplyPattern> group, List<List<Reply>> left, boolean resp3) {
			for (int i = 0; i < (this.ordered ? Math.min(1, left.size()) : left.size()); i++) {
				if (matches(group, left.get(i), resp3)) {
					return i;
				}
			}
			return -1;
		}

		private static boolean matches(List<ReplyPattern> group, List<Reply> replies, boolean resp3) {
			for (int i = 0; i < group.size(); i++) {
				if (i >= replies.size() || !group.get(i).matches(replies.get(i), resp3)) {
					return false;
				}
			}
			return true;
		}

	}

}
