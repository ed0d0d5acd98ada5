package io.tino.boot.autoconfigure.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.command.TinoConnection;
import io.tino.resp.RespValue;
import io.tino.server.ChannelAuthorizer;
import io.tino.server.PubSub;
import io.tino.server.TransactionExecutor;
import io.tino.server.WatchedKeys;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.server.TinoPublisher;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what applications share with the server: channels, watched keys, transactions
 * and who administers.
 */
class TinoServerFeaturesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withPropertyValues("tino.server.port=0")
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoTransactionAutoConfiguration.class))
		.withUserConfiguration(News.class);

	@TinoEndpoint
	static class News {

		private final TinoPublisher publisher;

		private final WatchedKeys keys;

		News(TinoPublisher publisher, WatchedKeys keys) {
			this.publisher = publisher;
			this.keys = keys;
		}

		record Headline(String text) {
		}

		@TinoCommand
		long tell(String text) {
			this.keys.changed("news");
			return this.publisher.publish("news", new Headline(text));
		}

		@TinoCommand
		int fail() {
			throw new IllegalStateException("as the test wants it");
		}

	}

	@Test
	void anEndpointPublishesInTheFormatOfEachConnection() {
		this.contextRunner.run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket packed = RespSocket.connect(port);
					RespSocket json = RespSocket.connect(port);
					RespSocket caller = RespSocket.connect(port)) {
				packed.send("SUBSCRIBE news\r\n").read();
				json.send("TINO.FORMAT json\r\nPSUBSCRIBE n*\r\n").read(2);
				assertThat(caller.json("TELL '\"hello\"'")).isEqualTo("2");
				assertThat(payload(packed.read())).isEqualTo("\u0081\u00a4text\u00a5hello");
				assertThat(payload(json.read())).isEqualTo("{\"text\":\"hello\"}");
			}
		});
	}

	private static String payload(RespValue message) {
		List<RespValue> elements = ((RespValue.Array) message).elements();
		RespValue.BulkString payload = (RespValue.BulkString) elements.get(elements.size() - 1);
		return StandardCharsets.ISO_8859_1.decode(payload.bytes().duplicate()).toString();
	}

	@Test
	void anEndpointSaysWhatHasChanged() {
		this.contextRunner.run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket watcher = RespSocket.connect(port); RespSocket caller = RespSocket.connect(port)) {
				watcher.send("WATCH news\r\nMULTI\r\nPING\r\n").read(3);
				caller.json("TELL '\"hello\"'");
				assertThat(watcher.send("EXEC\r\n").readBytes(5)).isEqualTo("*-1\r\n");
			}
		});
	}

	@Test
	void aChannelAuthorizerIsAsked() {
		this.contextRunner.withBean(ChannelAuthorizer.class, SecretsForNobody::new).run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				String refused = "-NOPERM No permissions to access a channel\r\n";
				assertThat(socket.send("SUBSCRIBE secret\r\n").readBytes(refused.length())).isEqualTo(refused);
				assertThat(socket.send("PUBLISH news x\r\n").readBytes(4)).isEqualTo(":0\r\n");
			}
		});
	}

	static final class SecretsForNobody implements ChannelAuthorizer {

		@Override
		public boolean maySubscribe(TinoConnection connection, String channel) {
			return !channel.equals("secret");
		}

		@Override
		public boolean maySubscribeToPattern(TinoConnection connection, String pattern) {
			return false;
		}

		@Override
		public boolean mayPublish(TinoConnection connection, String channel) {
			return maySubscribe(connection, channel);
		}

	}

	@Test
	void whoAdministersIsAProperty() {
		assertThat(clientList()).startsWith("-NOPERM User default has no permissions");
		assertThat(clientList("tino.server.administration=everybody")).startsWith("$");
		assertThat(clientList("tino.server.administration=nobody")).startsWith("-NOPERM");
	}

	private String clientList(String... properties) {
		List<String> replies = new ArrayList<>();
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				replies.add(socket.send("CLIENT LIST\r\nQUIT\r\n").readToEnd());
			}
		});
		return replies.get(0);
	}

	@Test
	void usersOwnBeansTakePrecedence() {
		PubSub pubSub = new PubSub();
		WatchedKeys keys = new WatchedKeys();
		this.contextRunner.withBean(PubSub.class, () -> pubSub)
			.withBean(WatchedKeys.class, () -> keys)
			.run((context) -> {
				assertThat(context.getBean(PubSub.class)).isSameAs(pubSub);
				assertThat(context.getBean(WatchedKeys.class)).isSameAs(keys);
			});
	}

	@Test
	void transactionsAreThoseOfSpringIfAskedFor() {
		RecordingTransactionManager transactions = new RecordingTransactionManager();
		ApplicationContextRunner runner = this.contextRunner.withBean(PlatformTransactionManager.class,
				() -> transactions);
		runner.run((context) -> assertThat(context).doesNotHaveBean(TransactionExecutor.class));
		runner.withPropertyValues("tino.server.transactions=spring").run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				socket.send("MULTI\r\nTINO.JSON TELL '\"a\"'\r\nEXEC\r\n").read(3);
				socket.send("MULTI\r\nTINO.JSON FAIL\r\nEXEC\r\n").read(3);
				socket.send("MULTI\r\nPING\r\nEXEC\r\n").read(3);
			}
			assertThat(transactions.events).containsExactly("begin", "commit", "begin", "rollback");
		});
	}

	@Test
	void whenThereIsNoTransactionManagerSaysSo() {
		ApplicationContextRunner asked = this.contextRunner.withPropertyValues("tino.server.transactions=spring");
		asked.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidConfigurationPropertyValueException.class)
			.hasMessageContaining("tino.server.transactions")
			.hasMessageContaining("Define one"));
		asked.withClassLoader(new FilteredClassLoader("org.springframework.transaction"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class));
	}

	static final class RecordingTransactionManager extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		private final transient List<String> events = new ArrayList<>();

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.events.add("begin");
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			this.events.add("commit");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			this.events.add("rollback");
		}

	}

}
