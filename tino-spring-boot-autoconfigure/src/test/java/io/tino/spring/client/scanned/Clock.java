package io.tino.spring.client.scanned;

import io.tino.spring.endpoint.TinoContract;

/**
 * An interface to be found, by its contract.
 */
@TinoContract(prefix = "CLOCK")
public interface Clock extends Timepiece {

}
