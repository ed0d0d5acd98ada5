package io.tino.testing;

import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which Netty reports a buffer that was collected without being
 * released. The service loader registers it for every class.
 */
public final class LeakDetectionExtension implements AfterAllCallback {

	@Override
	public void afterAll(ExtensionContext context) {
		System.gc();
		// A leak is reported when the next buffer is allocated
		ByteBufAllocator.DEFAULT.buffer(1).release();
		List<String> leaks = CollectingLeakDetector.take();
		if (!leaks.isEmpty()) {
			throw new AssertionError(
					"Buffers leaked by this test class or one before it:\n" + String.join("\n", leaks));
		}
	}

}
