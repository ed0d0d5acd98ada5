package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommandDocs}: the shapes are those of {@code COMMAND DOCS} in Redis.
 */
class CommandDocsTests {

	private static final CommandArgument KEY = new CommandArgument("key", "key", false);

	private static final CommandArgument VALUE = new CommandArgument("value", "string", false);

	@Test
	void repeatedPairsAreABlock() {
		CommandSpec spec = CommandSpec.named("MSET")
			.summary("Set multiple keys")
			.group("string")
			.since("1.0.1")
			.arguments(List.of(CommandArgument.block("key_value", List.of(KEY, VALUE)).asMultiple()))
			.build();
		assertThat(docs(spec, RespVersion.RESP3)).isEqualTo("""
				$4 mset %4
				$7 summary $17 Set multiple keys
				$5 since $5 1.0.1
				$5 group $6 string
				$9 arguments *1 %4
				$4 name $9 key_value
				$4 type $5 block
				$5 flags ~1 +multiple
				$9 arguments *2
				%3 $4 name $3 key $4 type $3 key $12 display_text $3 key
				%3 $4 name $5 value $4 type $6 string $12 display_text $5 value
				""".replace('\n', ' '));
		assertThat(docs(spec, RespVersion.RESP2)).contains("*8 $7 summary", "*1 *8 $4 name $9 key_value",
				"$5 flags *1 +multiple $9 arguments *2 *6 $4 name $3 key");
	}

	@Test
	void aChoiceOfWordsIsOneOfThem() {
		CommandArgument condition = CommandArgument
			.oneOf("condition", List.of(CommandArgument.token("NX"), CommandArgument.token("XX")))
			.asOptional();
		CommandSpec spec = CommandSpec.named("SET").arguments(List.of(KEY, condition)).build();
		assertThat(docs(spec, RespVersion.RESP3)).contains("""
				%4 $4 name $9 condition
				$4 type $5 oneof
				$5 flags ~1 +optional
				$9 arguments *2
				%4 $4 name $2 nx $4 type $10 pure-token $12 display_text $2 nx $5 token $2 NX
				%4 $4 name $2 xx $4 type $10 pure-token $12 display_text $2 xx $5 token $2 XX
				""".replace('\n', ' '));
	}

	@Test
	void anArgumentMayBeBothOptionalAndRepeated() {
		CommandSpec spec = CommandSpec.named("SUM").arguments(List.of(VALUE.asOptional().asMultiple())).build();
		assertThat(docs(spec, RespVersion.RESP3)).contains("%4 $4 name $5 value", "$5 flags ~2 +optional +multiple");
	}

	@Test
	void informationHasSetsWhereRedisHasThem() {
		CommandSpec spec = CommandSpec.named("GET").arguments(List.of(KEY)).build();
		TestCommand command = new TestCommand(spec, (call) -> {
		});
		assertThat(written(RespVersion.RESP3, (writer) -> CommandDocs.writeInfo(command, writer)))
			.isEqualTo("*10 $3 get :2 ~0 :0 :0 :0 ~0 ~0 ~0 ~0 ");
	}

	private static String docs(CommandSpec spec, RespVersion version) {
		return written(version, (writer) -> CommandDocs.writeDocs(new TestCommand(spec, (call) -> {
		}), writer));
	}

	/** What is written, with spaces for the ends of lines. */
	private static String written(RespVersion version, Consumer<RespWriter> writing) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
		try {
			writing.accept(new RespWriter(out, version));
			return out.toString(StandardCharsets.UTF_8).replace("\r\n", " ");
		}
		finally {
			out.release();
		}
	}

}
