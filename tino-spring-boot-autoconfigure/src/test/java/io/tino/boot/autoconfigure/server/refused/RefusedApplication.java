package io.tino.boot.autoconfigure.server.refused;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;

import io.tino.spring.endpoint.TinoError;

/**
 * An application with a code that Redis clients act on.
 */
@AutoConfigurationPackage
public class RefusedApplication {

	@TinoError("BUSY")
	static class BusyException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
