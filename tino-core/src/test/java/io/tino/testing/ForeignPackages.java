package io.tino.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Packages of other languages that tests need, installed below {@code target} by the
 * package managers of those. Where that fails, as there is no such program or no network,
 * the test is skipped and says why; where {@code CI=true} it fails.
 */
public final class ForeignPackages {

	private ForeignPackages() {
	}

	/**
	 * Copy a project of Node, and install there what its lock file names. Its scripts
	 * find their packages next to them.
	 * @param project the directory of {@code package-lock.json} and of scripts
	 * @return where the copy is
	 * @throws IOException if it cannot be copied, or npm not be run
	 */
	public static Path installNode(Path project) throws IOException {
		String npm = ForeignTool.require("npm");
		Path target = Files.createDirectories(Path.of("target").resolve(project.getFileName()));
		try (var files = Files.list(project)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		install(List.of(npm, "ci", "--prefix", target.toString(), "--ignore-scripts", "--prefer-offline", "--no-audit",
				"--no-fund", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"));
		return target;
	}

	private static void install(List<String> command) throws IOException {
		ForeignTool.Result result = ForeignTool.run(command);
		if (result.exitCode() != 0) {
			ForeignTool.unavailable(String.join(" ", command) + " fails: " + result.output());
		}
	}

}
