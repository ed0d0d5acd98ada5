package io.tino.server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommandCommand} and commands that have subcommands.
 */
class CommandCommandTests {

	private final TestServer server = new TestServer();

	private final TestServer.Client client = this.server.connect();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void describesASubcommandByItsWholeName() {
		String id = "*10\r\n$9\r\nclient|id\r\n:2\r\n*1\r\n+fast\r\n:0\r\n:0\r\n:0\r\n*0\r\n*0\r\n*0\r\n*0\r\n";
		assertThat(this.client.send("COMMAND INFO CLIENT|id client|nope")).isEqualTo("*2\r\n" + id + "$-1\r\n");
		assertThat(this.client.send("COMMAND INFO |id client| nope|id ping|id"))
			.isEqualTo("*4\r\n" + "$-1\r\n".repeat(4));
		assertThat(this.client.send("COMMAND DOCS client|id client|nope")).isEqualTo("*2\r\n$9\r\nclient|id\r\n*6\r\n"
				+ "$7\r\nsummary\r\n$36\r\nReturns the number of the connection\r\n$5\r\nsince\r\n$5\r\n5.0.0\r\n"
				+ "$5\r\ngroup\r\n$10\r\nconnection\r\n");
	}

	@Test
	void describesSubcommandsWithTheirCommand() {
		this.client.send("HELLO 3");
		assertThat(this.client.send("COMMAND INFO client"))
			.startsWith("*1\r\n*10\r\n$6\r\nclient\r\n:-2\r\n~1\r\n+fast\r\n:0\r\n:0\r\n:0\r\n~0\r\n~0\r\n~0\r\n*19\r\n"
					+ "*10\r\n$14\r\nclient|getname\r\n:2\r\n")
			.contains("$11\r\nclient|kill\r\n:-3\r\n~2\r\n+fast\r\n+admin\r\n", "$11\r\nclient|help\r\n:2\r\n");
		assertThat(this.client.send("COMMAND DOCS client")).contains(
				"$11\r\nsubcommands\r\n%19\r\n$14\r\nclient|getname\r\n%3\r\n", "$12\r\nclient|pause\r\n%4\r\n",
				"$5\r\ntoken\r\n$6\r\nSKIPME\r\n");
		assertThat(this.client.send("COMMAND INFO command")).startsWith("*1\r\n*10\r\n$7\r\ncommand\r\n:-1\r\n");
		assertThat(this.client.send("COMMAND INFO ping")).endsWith("~0\r\n~0\r\n~0\r\n~0\r\n");
	}

	@Test
	void listsSubcommandsToo() {
		assertThat(this.client.send("COMMAND LIST")).contains("$6\r\nclient\r\n$14\r\nclient|getname\r\n");
		assertThat(this.client.send("COMMAND LIST FILTERBY PATTERN *t|id")).isEqualTo("*1\r\n$9\r\nclient|id\r\n");
		assertThat(this.client.send("COMMAND COUNT"))
			.isEqualTo(":" + (BuiltInCommands.all().size() + BuiltInCommands.multiplexing().size()) + "\r\n");
	}

	@Test
	void findsNoKeysInCallsOfSubcommandsEither() {
		assertThat(this.client.send("COMMAND GETKEYS client id", "COMMAND GETKEYS client setname x y",
				"COMMAND GETKEYS client", "COMMAND GETKEYS echo"))
			.isEqualTo("-ERR The command has no key arguments\r\n".repeat(4));
		assertThat(this.client.send("COMMAND GETKEYS client nope", "COMMAND GETKEYS nope x"))
			.isEqualTo("-ERR Invalid command specified\r\n".repeat(2));
	}

}
