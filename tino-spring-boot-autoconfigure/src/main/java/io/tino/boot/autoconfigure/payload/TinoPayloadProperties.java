package io.tino.boot.autoconfigure.payload;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of arguments and results, of server and client both.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("tino.payload")
public class TinoPayloadProperties {

	/**
	 * Maximum depth of arrays and maps nested in an argument or a result, up to 512. A
	 * deeper argument is refused.
	 */
	private int maxNestingDepth = 128;

	public int getMaxNestingDepth() {
		return this.maxNestingDepth;
	}

	public void setMaxNestingDepth(int maxNestingDepth) {
		this.maxNestingDepth = maxNestingDepth;
	}

}
