package io.tino.spring.client.scanned;

import io.tino.spring.endpoint.TinoCommand;

/**
 * An interface that is found too.
 */
public interface Timepiece {

	@TinoCommand
	long millis();

}
