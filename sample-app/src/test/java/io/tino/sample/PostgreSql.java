package io.tino.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tino.testing.ForeignTool;

/**
 * A PostgreSQL server in a directory of its own. It does not run as root, so that the
 * user {@code postgres} runs it there.
 *
 * @param bin where its programs are
 * @param directory its data
 * @param port where it listens
 */
record PostgreSql(Path bin, String directory, int port) {

	static PostgreSql start() throws IOException {
		Path bin = Path.of(ForeignTool.require("initdb", "/usr/lib/postgresql/*/bin")).getParent();
		String directory = asPostgres("mktemp", "-d").strip();
		asPostgres(bin.resolve("initdb").toString(), "-D", directory, "-A", "trust", "-U", "tino", "--no-sync");
		PostgreSql server = new PostgreSql(bin, directory, freePort());
		asPostgres(bin.resolve("pg_ctl").toString(), "-D", directory, "-w", "-l", directory + "/log", "-o",
				"-c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=" + directory + " -p "
						+ server.port(),
				"start");
		return server;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres";
	}

	void stop() throws IOException {
		asPostgres(this.bin.resolve("pg_ctl").toString(), "-D", this.directory, "-m", "immediate", "stop");
		asPostgres("rm", "-r", this.directory);
	}

	private static String asPostgres(String... command) throws IOException {
		List<String> all = new ArrayList<>();
		if ("root".equals(System.getProperty("user.name"))) {
			all.addAll(List.of("-u", "postgres", "--"));
			all.addAll(List.of(command));
			return ForeignTool.run("runuser", all.toArray(String[]::new));
		}
		all.addAll(List.of(command));
		return ForeignTool.run(all.remove(0), all.toArray(String[]::new));
	}

}
