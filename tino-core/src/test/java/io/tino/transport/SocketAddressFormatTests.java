package io.tino.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketAddressFormat}.
 */
class SocketAddressFormatTests {

	@Test
	void describesWithTheNameThatWasLookedUp() throws UnknownHostException {
		InetAddress named = InetAddress.getByAddress("example.org", new byte[] { (byte) 192, 0, 2, 1 });
		assertThat(SocketAddressFormat.describeWithHost(new InetSocketAddress(named, 7777)))
			.isEqualTo("example.org/192.0.2.1:7777");
		assertThat(SocketAddressFormat.describeWithHost(InetSocketAddress.createUnresolved("example.org", 7777)))
			.isEqualTo("example.org:7777");
		assertThat(SocketAddressFormat.describeWithHost(new InetSocketAddress("192.0.2.1", 7777)))
			.isEqualTo("192.0.2.1:7777");
		assertThat(SocketAddressFormat.describeWithHost(new InetSocketAddress("::1", 7777)))
			.isEqualTo("[0:0:0:0:0:0:0:1]:7777");
		assertThat(SocketAddressFormat.describeWithHost(UnixDomainSocketAddress.of("/run/tino.sock")))
			.isEqualTo("unix:/run/tino.sock");
		assertThat(SocketAddressFormat.describeWithHost(null)).isEqualTo("null");
	}

}
