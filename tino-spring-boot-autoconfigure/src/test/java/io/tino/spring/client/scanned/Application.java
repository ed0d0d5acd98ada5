package io.tino.spring.client.scanned;

import io.tino.spring.client.ImportTinoClients;

/**
 * Imports what is in its package.
 */
@ImportTinoClients
public class Application {

}
