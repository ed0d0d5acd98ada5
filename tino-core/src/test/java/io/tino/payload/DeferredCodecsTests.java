package io.tino.payload;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PayloadCodecs} whose mapper is made once it is needed.
 */
class DeferredCodecsTests {

	private final AtomicInteger made = new AtomicInteger();

	private final ObjectMapper mapper = PayloadMappers.messagePack();

	private final PayloadCodecs codecs = PayloadCodecs.deferred(this::mapper, PayloadLimits.DEFAULT);

	private final PayloadCodecs eager = PayloadCodecs.of(PayloadMappers.messagePack());

	private ObjectMapper mapper() {
		this.made.incrementAndGet();
		return this.mapper;
	}

	enum Color {

		RED

	}

	record Person(@Nullable String name, int age, List<Color> colors, Optional<Person> friend) {
	}

	record People(List<Person> list, Person[] array) {
	}

	private static final Person TINA = new Person("Tina", 7, List.of(Color.RED), Optional.empty());

	private static final People PEOPLE = new People(List.of(TINA), new Person[] { TINA });

	@Test
	void noMapperIsAskedForWhatIsCertain() {
		for (PayloadFormat format : PayloadFormat.values()) {
			for (Type type : List.of(int.class, String.class, Person.class, People.class, Person[].class, listType())) {
				this.codecs.get(format).reader(type);
				this.codecs.get(format).writer(type);
			}
		}
		assertThat(read(this.codecs, PayloadFormat.MSGPACK, int.class, "07")).isEqualTo(7);
		assertThat(write(this.codecs, PayloadFormat.MSGPACK, int.class, 7)).isEqualTo("07");
		assertThat(this.made).hasValue(0);
	}

	@Test
	void aTypeThatCannotBeReadIsRefusedAtOnce() {
		for (PayloadFormat format : PayloadFormat.values()) {
			assertThatExceptionOfType(UnsupportedPayloadException.class)
				.isThrownBy(() -> this.codecs.get(format).reader(Runnable.class))
				.withMessage("Type java.lang.Runnable cannot be decoded");
		}
	}

	@Test
	void aMapperOfAnotherFormatIsRefusedOnceItIsAsked() {
		PayloadCodecs json = PayloadCodecs.deferred(ObjectMapper::new, PayloadLimits.DEFAULT);
		assertThatIllegalArgumentException().isThrownBy(() -> json.messagePack().reader(Runnable.class))
			.withMessageContaining("is one of JSON");
		assertThatIllegalArgumentException().isThrownBy(() -> json.json().reader(Runnable.class))
			.withMessageContaining("is one of JSON");
	}

	@Test
	void valuesAreTheSame() {
		for (PayloadFormat format : PayloadFormat.values()) {
			assertSame(format, Person.class, TINA);
			assertSame(format, Person.class, null);
			assertSame(format, listType(), List.of(Color.RED));
			assertSame(format, Color.class, Color.RED);
			assertSame(format, Color[].class, new Color[] { Color.RED });
			assertThat(write(this.codecs, format, Object.class, PEOPLE))
				.isEqualTo(write(this.eager, format, Object.class, PEOPLE));
		}
	}

	private void assertSame(PayloadFormat format, Type type, @Nullable Object value) {
		String bytes = write(this.eager, format, type, value);
		assertThat(write(this.codecs, format, type, value)).isEqualTo(bytes);
		assertThat(read(this.codecs, format, type, bytes)).isEqualTo(value);
	}

	@Test
	void errorsAreTheSame() {
		for (PayloadFormat format : PayloadFormat.values()) {
			String text = write(this.eager, format, String.class, "text");
			assertThatExceptionOfType(MismatchedPayloadException.class)
				.isThrownBy(() -> read(this.codecs, format, Person.class, text))
				.satisfies((failure) -> assertThatExceptionOfType(MismatchedPayloadException.class)
					.isThrownBy(() -> read(this.eager, format, Person.class, text))
					.withMessage(failure.getMessage()));
			String more = text + "c1c1";
			assertThatExceptionOfType(MalformedPayloadException.class)
				.isThrownBy(() -> read(this.codecs, format, Person.class, more));
		}
	}

	@Test
	void manyThreadsMayNeedTheMapperAtOnce() throws InterruptedException, ExecutionException {
		PayloadReader<Person> reader = this.codecs.json().reader(Person.class);
		Set<Object> values = new HashSet<>();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			CountDownLatch all = new CountDownLatch(8);
			List<Future<@Nullable Person>> futures = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				futures.add(executor.submit(() -> {
					all.countDown();
					all.await();
					return reader.read(Unpooled.wrappedBuffer(
							ByteBufUtil.decodeHexDump(write(this.eager, PayloadFormat.JSON, Person.class, TINA))));
				}));
			}
			for (Future<@Nullable Person> future : futures) {
				values.add(future.get());
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(values).containsExactly(TINA);
	}

	private static Type listType() {
		return Person.class.getRecordComponents()[2].getGenericType();
	}

	private static @Nullable Object read(PayloadCodecs codecs, PayloadFormat format, Type type, String bytes) {
		return codecs.get(format).reader(type).read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(bytes)));
	}

	private static String write(PayloadCodecs codecs, PayloadFormat format, Type type, @Nullable Object value) {
		ByteBuf out = Unpooled.buffer();
		codecs.get(format).writer(type).write(value, out);
		return ByteBufUtil.hexDump(out);
	}

}
