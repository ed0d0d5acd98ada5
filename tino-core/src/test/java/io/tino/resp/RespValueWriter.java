package io.tino.resp;

/**
 * Writes values by {@link RespWriter}.
 */
final class RespValueWriter {

	private final RespWriter writer;

	RespValueWriter(RespWriter writer) {
		this.writer = writer;
	}

	void write(RespValue value) {
		if (value instanceof RespValue.SimpleString string) {
			this.writer.simpleString(string.text());
		}
		else if (value instanceof RespValue.SimpleError error) {
			this.writer.error(error.code(), error.message());
		}
		else if (value instanceof RespValue.Number number) {
			this.writer.number(number.value());
		}
		else if (value instanceof RespValue.BulkString bulk) {
			byte[] bytes = new byte[bulk.bytes().remaining()];
			bulk.bytes().duplicate().get(bytes);
			this.writer.bulk(bytes);
		}
		else if (value instanceof RespValue.Null) {
			this.writer.nullValue();
		}
		else if (value instanceof RespValue.Bool bool) {
			this.writer.bool(bool.value());
		}
		else if (value instanceof RespValue.DoubleNumber number) {
			this.writer.doubleNumber(number.value());
		}
		else if (value instanceof RespValue.BigNumber number) {
			this.writer.bigNumber(number.value());
		}
		else if (value instanceof RespValue.VerbatimString verbatim) {
			this.writer.verbatim(verbatim.format(), verbatim.text());
		}
		else {
			writeAggregate(value);
		}
	}

	private void writeAggregate(RespValue value) {
		if (value instanceof RespValue.Array array) {
			this.writer.array(array.elements().size());
			array.elements().forEach(this::write);
		}
		else if (value instanceof RespValue.Set set) {
			this.writer.set(set.elements().size());
			set.elements().forEach(this::write);
		}
		else if (value instanceof RespValue.Push push) {
			this.writer.push(push.elements().size());
			push.elements().forEach(this::write);
		}
		else if (value instanceof RespValue.Map map) {
			this.writer.map(map.entries().size());
			map.entries().forEach((entry) -> {
				write(entry.key());
				write(entry.value());
			});
		}
		else if (value instanceof RespValue.Attributed attributed) { // never sent
			write(attributed.value());
		}
		else {
			throw new IllegalArgumentException("Not a value: " + value);
		}
	}

}
