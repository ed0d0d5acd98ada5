package io.tino.sample.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a conversation expects as a reply. The notation is told in the
 * {@code README.md} of the conversations.
 */
final class ReplyNotation {

	private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern SHAPE = Pattern.compile("/((?:[^/\\\\]|\\\\.)*)/");

	private static final Pattern BARE = Pattern.compile("[^\\[\\]{},]+?(?=\\s*(?:[,\\]}]|$))");

	private static final Pattern INTEGER = Pattern.compile("-?\\d+(?![^,\\]}\\s])");

	private static final Pattern VERBATIM = Pattern.compile("(txt:|mkd:)");

	private final String text;

	private int index;

	private int depth;

	private ReplyNotation(String text) {
		this.text = text;
	}

	/**
	 * Read an expectation.
	 * @param text the expectation
	 * @return what it expects
	 * @throws IllegalArgumentException if it is written wrongly
	 */
	static ReplyPattern parse(String text) {
		ReplyNotation notation = new ReplyNotation(text);
		ReplyPattern pattern = notation.value();
		if (notation.index < text.length()) {
			throw notation.unexpected();
		}
		return pattern;
	}

	private ReplyPattern value() {
		String integer = take(INTEGER);
		if (integer != null) {
			return new ReplyPattern.Exactly(':', integer);
		}
		if (skip("nil[]")) {
			return new ReplyPattern.Nil("*-1");
		}
		if (skip("nil")) {
			return new ReplyPattern.Nil("$-1");
		}
		if (skip("int")) {
			return new ReplyPattern.Like(':', "", Pattern.compile("-?\\d+"));
		}
		if (skip("?")) {
			return new ReplyPattern.Any();
		}
		if (skip("true")) {
			return new ReplyPattern.Exactly('#', "t");
		}
		return skip("false") ? new ReplyPattern.Exactly('#', "f") : aggregateOrText();
	}

	private ReplyPattern aggregateOrText() {
		boolean ordered = !skip("unordered ");
		if (skip("{")) {
			return aggregate('%', "}", ordered);
		}
		if (skip("[")) {
			return aggregate('*', "]", ordered);
		}
		for (String type : List.of(">", "~")) {
			if (skip(type + "[")) {
				return aggregate(type.charAt(0), "]", ordered);
			}
		}
		for (String type : List.of("+", "-", ",", "(")) {
			if (skip(type)) {
				return text(type.charAt(0), "");
			}
		}
		String format = take(VERBATIM);
		return (format != null) ? text('=', format) : text('$', "");
	}

	private ReplyPattern text(char type, String prefix) {
		String quoted = take(QUOTED);
		if (quoted != null) {
			return new ReplyPattern.Exactly(type, prefix + Escapes.unescape(quoted));
		}
		String shape = take(SHAPE);
		if (shape != null) {
			return new ReplyPattern.Like(type, prefix, Pattern.compile(shape.replace("\\/", "/"), Pattern.DOTALL));
		}
		if (type == '$' || type == '=') {
			throw unexpected();
		}
		String bare = (this.depth > 0) ? take(BARE) : this.text.substring(this.index);
		if (bare == null) {
			throw unexpected();
		}
		this.index = (this.depth > 0) ? this.index : this.text.length();
		return new ReplyPattern.Exactly(type, bare);
	}

	private ReplyPattern aggregate(char type, String end, boolean ordered) {
		this.depth++;
		List<List<ReplyPattern>> groups = new ArrayList<>();
		boolean more = false;
		while (!skip(end)) {
			if (!groups.isEmpty()) {
				require(",");
			}
			more = skip("...");
			if (more) {
				require(end);
				break;
			}
			groups.add((type == '%') ? pair() : List.of(value()));
		}
		this.depth--;
		return new ReplyPattern.Aggregate(type, groups, more, ordered);
	}

	private List<ReplyPattern> pair() {
		ReplyPattern key = value();
		require(":");
		return List.of(key, value());
	}

	private void require(String token) {
		if (!skip(token)) {
			throw unexpected();
		}
	}

	private boolean skip(String token) {
		skipSpace();
		boolean found = this.text.startsWith(token, this.index);
		this.index += found ? token.length() : 0;
		return found;
	}

	/** Take what matches, without the quotes or slashes around it. */
	private @Nullable String take(Pattern pattern) {
		skipSpace();
		Matcher matcher = pattern.matcher(this.text).region(this.index, this.text.length());
		if (!matcher.lookingAt()) {
			return null;
		}
		this.index = matcher.end();
		return matcher.group(matcher.groupCount());
	}

	private void skipSpace() {
		while (this.index < this.text.length() && this.text.charAt(this.index) == ' ') {
			this.index++;
		}
	}

	private IllegalArgumentException unexpected() {
		return new IllegalArgumentException("Not understood from column " + (this.index + 1) + " on: " + this.text);
	}

}
