package io.tino.benchmarks.resp;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8Tests {

	@ParameterizedTest
	@ValueSource(strings = { "", "\0a\u007f", "\u0080\u07ff", "\u0800\ud7ff\ue000\uffff", "\ud800\udc00a\udbff\udfff",
			"\ud83d\ude80\ud8bf\udfff" })
	void encodesAsTheJdkDoes(String text) {
		assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
	}

}
