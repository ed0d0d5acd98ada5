package io.tino.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.util.ResourceLeakDetector;

/**
 * Keeps what Netty reports as leaked. The build names this class in
 * {@code io.netty.customResourceLeakDetector}, and sets
 * {@code io.netty.leakDetection.level=paranoid}, so that every buffer is watched.
 *
 * @param <T> the type of the resource
 */
public final class CollectingLeakDetector<T> extends ResourceLeakDetector<T> {

	private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

	/**
	 * Create a detector, as Netty does by reflection.
	 * @param resourceType the type of the resource
	 * @param samplingInterval how many allocations one watched one stands for
	 */
	public CollectingLeakDetector(Class<T> resourceType, int samplingInterval) {
		super(resourceType, samplingInterval);
	}

	/**
	 * Create a detector by the older constructor, without which Netty accepts no class.
	 * @param resourceType the type of the resource
	 * @param samplingInterval how many allocations one watched one stands for
	 * @param maxActive ignored
	 */
	public CollectingLeakDetector(Class<T> resourceType, int samplingInterval, long maxActive) {
		super(resourceType, samplingInterval);
	}

	/**
	 * Return the leaks reported since the last call.
	 * @return one text a leak
	 */
	public static List<String> take() {
		List<String> leaks = new ArrayList<>();
		for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
			leaks.add(leak);
		}
		return leaks;
	}

	@Override
	protected boolean needReport() {
		return true;
	}

	@Override
	protected void reportTracedLeak(String resourceType, String records) {
		LEAKS.add(resourceType + records);
	}

	@Override
	protected void reportUntracedLeak(String resourceType) {
		LEAKS.add(resourceType);
	}

}
