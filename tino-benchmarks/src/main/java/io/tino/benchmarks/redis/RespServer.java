package io.tino.benchmarks.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.tino.benchmarks.process.ChildProcess;

/**
 * A process that answers commands in RESP.
 */
public interface RespServer extends AutoCloseable {

	/**
	 * Return what the server is called.
	 * @return its name
	 */
	String name();

	/**
	 * Return the port of 127.0.0.1 that it listens on.
	 * @return the port
	 */
	int port();

	/**
	 * Return whether it has a command.
	 * @param command the command
	 * @return whether it has
	 */
	boolean supports(RespCommand command);

	/**
	 * Return the process, which tells what it uses of processors and memory.
	 * @return the process
	 */
	ChildProcess process();

	@Override
	void close() throws IOException;

	/**
	 * Start all servers that there are: Tino, minimal RESP, and {@code redis-server}
	 * where it is installed.
	 * @param logs the directory of logs
	 * @return the servers
	 * @throws IOException if one cannot be started
	 */
	static List<RespServer> startAll(Path logs) throws IOException {
		List<RespServer> servers = new ArrayList<>();
		try {
			servers.add(PeerRespServer.start("tino", logs));
			servers.add(PeerRespServer.start("minimal-resp", logs));
			Optional<Path> redis = RedisPrograms.server();
			if (redis.isPresent()) {
				servers.add(RedisServerProcess.start(redis.get(), logs));
			}
			return servers;
		}
		catch (IOException | RuntimeException ex) {
			closeAll(servers);
			throw ex;
		}
	}

	/**
	 * Stop servers.
	 * @param servers the servers
	 * @throws IOException if one cannot be told to stop
	 */
	static void closeAll(List<RespServer> servers) throws IOException {
		for (RespServer server : servers) {
			server.close();
		}
	}

}
