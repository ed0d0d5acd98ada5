package io.tino.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.testing.ForeignPackages;
import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes sure that what the documentation shows is true.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

	private static SampleServer sample;

	@BeforeAll
	static void start() {
		sample = SampleServer.start();
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void shellCommandsPrintWhatIsShown() throws IOException {
		ForeignTool.require("redis-cli");
		int run = 0;
		for (String block : blocks("README.md", "console")) {
			Matcher command = Pattern.compile("(?m)^\\$ (redis-cli .*)\n((?:(?!\\$ ).*\n)*)").matcher(block);
			while (command.find()) {
				// As at a terminal, but for quotes around what is sent there
				String line = command.group(1).replace("redis-cli -p 7777", "redis-cli --no-raw -p " + sample.port());
				assertThat(ForeignTool.run("sh", "-c", line).strip()).as(line).isEqualTo(command.group(2).strip());
				run++;
			}
		}
		assertThat(run).isGreaterThan(3);
	}

	@Test
	void thePythonProgramPrintsWhatIsShown(@TempDir Path directory) throws IOException {
		String python = ForeignTool.requirePython("redis", "msgpack");
		for (String block : blocks("README.md", "python")) {
			Path program = Files.writeString(directory.resolve("program.py"), onPortOfSample(block));
			assertThat(ForeignTool.run(python, program.toString()).strip()).isEqualTo(comment(block));
		}
	}

	@Test
	void theNodeProgramPrintsWhatIsShown() throws IOException {
		String node = ForeignTool.requireNode(18);
		Path directory = ForeignPackages.installNode(Path.of("src/test/node"));
		for (String block : blocks("README.md", "javascript")) {
			Path program = Files.writeString(directory.resolve("readme.mjs"), onPortOfSample(block));
			assertThat(ForeignTool.run(node, program.toString()).strip()).isEqualTo(comment(block));
		}
	}

	private static String onPortOfSample(String program) {
		assertThat(program).contains("7777");
		return program.replace("7777", String.valueOf(sample.port()));
	}

	private static String comment(String program) {
		Matcher comment = Pattern.compile("(?m)(?:#|//)\\s*(.+)$").matcher(program);
		assertThat(comment.find()).isTrue();
		return comment.group(1).strip();
	}

	@Test
	void theJavaClassesCompile(@TempDir Path directory) throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-d", directory.toString(), "-classpath", System.getProperty("java.class.path")));
		int number = 0;
		for (String block : blocks("README.md", "java")) {
			Path source = Files.createDirectory(directory.resolve("source" + number++)).resolve(name(block) + ".java");
			arguments.add(Files.writeString(source, block).toString());
		}
		assertThat(number).isEqualTo(7);
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	private static String name(String source) {
		Matcher declaration = Pattern.compile("(?m)^class (\\w+)").matcher(source);
		assertThat(declaration.find()).isTrue();
		return declaration.group(1);
	}

	@Test
	void everyPropertyIsDocumented() throws IOException {
		String metadata = Files.readString(ROOT
			.resolve("tino-spring-boot-autoconfigure/target/classes/META-INF/spring-configuration-metadata.json"));
		String documentation = Files.readString(ROOT.resolve("src/docs/configuration.md"));
		String properties = metadata.substring(metadata.indexOf("\"properties\""));
		Matcher name = Pattern.compile("\"name\": \"([^\"]+)\"").matcher(properties);
		List<String> names = new ArrayList<>();
		while (name.find()) {
			if (name.group(1).contains(".")) {
				names.add(name.group(1));
			}
		}
		assertThat(names).hasSizeGreaterThan(20)
			.allSatisfy((property) -> assertThat(documentation).contains("| `" + property + "` |"));
	}

	@Test
	void linksLeadSomewhere() throws IOException {
		try (var files = Files.walk(ROOT.resolve("src/docs"))) {
			List<Path> documents = new ArrayList<>(files.filter((file) -> file.toString().endsWith(".md")).toList());
			documents.addAll(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
			for (Path document : documents) {
				Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(document));
				while (link.find()) {
					assertThat(document.resolveSibling(link.group(1))).as("%s", document).exists();
				}
			}
		}
	}

	private static List<String> blocks(String document, String language) {
		try {
			List<String> blocks = new ArrayList<>();
			Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(document)));
			while (block.find()) {
				if (block.group(1).equals(language)) {
					blocks.add(block.group(2));
				}
			}
			return blocks;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
