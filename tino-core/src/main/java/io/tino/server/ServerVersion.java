package io.tino.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the server says it is.
 */
final class ServerVersion {

	/**
	 * The version of Redis whose protocol is spoken, which clients decide by what they
	 * may use.
	 */
	static final String REDIS = "7.4.0";

	/**
	 * The version of this server.
	 */
	static final String TINO = load();

	private ServerVersion() {
	}

	private static String load() {
		try (InputStream stream = ServerVersion.class.getResourceAsStream("/io/tino/tino.properties")) {
			Properties properties = new Properties();
			properties.load(stream);
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
