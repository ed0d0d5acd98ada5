package io.tino.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PayloadLimits}.
 */
class PayloadLimitsTests {

	/** Half of what threads have. */
	private static final long STACK_BYTES = 512 * 1024;

	record Tree(String name, List<Tree> children) {
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, 0, 513 })
	void refusesWhatIsOutOfRange(int depth) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PayloadLimits(depth))
			.withMessage("Nesting depth " + depth + " is not between 1 and 512");
	}

	@ParameterizedTest
	@EnumSource(PayloadFormat.class)
	void theHighestLimitLeavesStackEnough(PayloadFormat format) throws Exception {
		PayloadLimits limits = new PayloadLimits(PayloadLimits.MAX_NESTING_DEPTH);
		PayloadReader<Tree> reader = PayloadCodecs.of(PayloadMappers.messagePack(), limits)
			.get(format)
			.reader(Tree.class);
		FutureTask<Tree> reading = new FutureTask<>(() -> reader.read(tree(format, limits.maxNestingDepth() / 2)));
		new Thread(null, reading, "reader", STACK_BYTES).start();
		int depth = 0;
		for (Tree tree = reading.get(30, TimeUnit.SECONDS); tree != null; tree = tree.children().get(0)) {
			depth++;
		}
		assertThat(depth).isEqualTo(limits.maxNestingDepth() / 2);
		assertThatExceptionOfType(MalformedPayloadException.class)
			.isThrownBy(() -> reader.read(tree(format, limits.maxNestingDepth() / 2 + 1)));
	}

	/** Trees within each other, each an object and an array. */
	private static ByteBuf tree(PayloadFormat format, int depth) {
		String text = switch (format) {
			case JSON -> "{\"name\":\"x\",\"children\":[".repeat(depth) + "null" + "]}".repeat(depth);
			case MSGPACK -> "\u0082\u00a4name\u00a1x\u00a8children\u0091".repeat(depth) + "\u00c0";
		};
		return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
	}

}
