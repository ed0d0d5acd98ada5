package io.tino.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A seed as people read and write it: printable ASCII stands for itself, {@code \r},
 * {@code \n}, {@code \\} and {@code \xhh} for a byte, and {@code \{cut}} for a
 * {@link FuzzEvent}. Ends of lines mean nothing, and lines that begin with {@code "# "}
 * are comments.
 */
public final class SeedFile {

	private static final String COMMENT = "# ";

	private static final int LINE_LENGTH = 100;

	private SeedFile() {
	}

	/**
	 * List the seeds of a directory.
	 * @param directory the directory
	 * @return the files in the order of their names
	 */
	public static List<Path> list(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(".txt")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read a seed.
	 * @param file the file
	 * @return the bytes that it stands for
	 * @throws IllegalArgumentException if it is not written as it must be
	 */
	public static byte[] read(Path file) {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
				if (!line.startsWith(COMMENT)) {
					parse(line, bytes);
				}
			}
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(file + " is not a seed", ex);
		}
	}

	/**
	 * Read a dictionary, which has one word a line.
	 * @param file the file
	 * @return the words, one character a byte
	 */
	public static List<String> words(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.US_ASCII)
				.stream()
				.filter((line) -> !line.isEmpty() && !line.startsWith(COMMENT))
				.map((line) -> {
					ByteArrayOutputStream bytes = new ByteArrayOutputStream();
					parse(line, bytes);
					return bytes.toString(StandardCharsets.ISO_8859_1);
				})
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void parse(String line, ByteArrayOutputStream bytes) {
		for (int i = 0; i < line.length(); i++) {
			if (line.charAt(i) != '\\') {
				bytes.write(line.charAt(i));
				continue;
			}
			switch (line.charAt(++i)) {
				case 'r' -> bytes.write('\r');
				case 'n' -> bytes.write('\n');
				case '\\' -> bytes.write('\\');
				case 'x' -> {
					bytes.write(Integer.parseInt(line, i + 1, i + 3, 16));
					i += 2;
				}
				case '{' -> {
					int end = line.indexOf('}', i);
					bytes.write(FuzzStep.MARK);
					bytes.write(FuzzEvent.labelled(line.substring(i + 1, end)).symbol());
					i = end;
				}
				default -> throw new IllegalArgumentException("Unknown escape \\" + line.charAt(i));
			}
		}
	}

	/**
	 * Write bytes as a seed.
	 * @param bytes the bytes
	 * @return the text of a file
	 */
	public static String format(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		int lineStart = 0;
		for (int i = 0; i < bytes.length; i++) {
			int b = bytes[i] & 0xff;
			boolean marked = bytes[i] == FuzzStep.MARK && i + 1 < bytes.length && bytes[i + 1] != FuzzStep.MARK;
			if (marked && FuzzEvent.of(bytes[i + 1]).symbol() == bytes[i + 1]) {
				text.append("\\{").append(FuzzEvent.of(bytes[++i]).label()).append('}');
			}
			else if (b == '\r' || b == '\n' || b == '\\') {
				text.append((b == '\r') ? "\\r" : (b == '\n') ? "\\n" : "\\\\");
			}
			else if (b > ' ' && b < 127 || (b == ' ' && text.length() > lineStart + 1)) {
				text.append((char) b);
			}
			else {
				text.append(String.format("\\x%02x", b));
			}
			if (bytes[i] == '\n' || text.length() - lineStart >= LINE_LENGTH) {
				text.append('\n');
				lineStart = text.length();
			}
		}
		return text.append((text.length() > lineStart) ? "\n" : "").toString();
	}

}
