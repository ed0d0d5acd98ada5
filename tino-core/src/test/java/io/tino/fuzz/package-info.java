/**
 * What the fuzz targets share: how the bytes of a fuzzer are a script of a connection,
 * how seeds are written, and how Jazzer is run. Start at {@link io.tino.fuzz.FuzzStep}.
 */
@NullMarked
package io.tino.fuzz;

import org.jspecify.annotations.NullMarked;
