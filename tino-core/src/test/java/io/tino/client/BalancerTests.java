package io.tino.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Balancer}.
 */
class BalancerTests {

	private record Server(int id, boolean isReady, int outstanding) implements Balancer.Candidate {
	}

	@Provide
	Arbitrary<List<Server>> servers() {
		return Combinators
			.combine(Arbitraries.integers(), Arbitraries.of(true, false), Arbitraries.integers().between(0, 3))
			.as(Server::new)
			.list()
			.ofMaxSize(8)
			.map((servers) -> IntStream.range(0, servers.size())
				.mapToObj((id) -> new Server(id, servers.get(id).isReady(), servers.get(id).outstanding()))
				.toList());
	}

	@Property(edgeCases = EdgeCasesMode.NONE)
	void onlyServersThatAreReadyAreChosen(@ForAll LoadBalancing policy, @ForAll("servers") List<Server> servers) {
		Server chosen = new Balancer(policy).choose(servers);
		if (servers.stream().anyMatch(Server::isReady)) {
			assertThat(chosen).isNotNull().matches(Server::isReady);
		}
		else {
			assertThat(chosen).isNull();
		}
	}

	@Property(edgeCases = EdgeCasesMode.NONE)
	void noBusierServerIsChosenThanThereIs(@ForAll("servers") List<Server> servers,
			@ForAll @IntRange(max = 20) int before) {
		Balancer balancer = new Balancer(LoadBalancing.LEAST_OUTSTANDING);
		choose(balancer, servers, before);
		Server chosen = balancer.choose(servers);
		if (chosen != null) {
			assertThat(servers.stream().filter(Server::isReady))
				.noneMatch((server) -> server.outstanding() < chosen.outstanding());
		}
	}

	@Property(edgeCases = EdgeCasesMode.NONE)
	void thoseThatAreEquallyGoodHaveTheirTurns(@ForAll LoadBalancing policy, @ForAll("servers") List<Server> servers,
			@ForAll @IntRange(max = 20) int before, @ForAll @IntRange(min = 1, max = 5) int rounds) {
		Balancer balancer = new Balancer(policy);
		choose(balancer, servers, before);
		int fewest = servers.stream().filter(Server::isReady).mapToInt(Server::outstanding).min().orElse(0);
		Predicate<Server> best = (server) -> server.isReady()
				&& (policy == LoadBalancing.ROUND_ROBIN || server.outstanding() == fewest);
		List<Server> good = servers.stream().filter(best).toList();
		List<Server> chosen = choose(balancer, servers, rounds * good.size());
		for (int i = 0; i < chosen.size(); i++) {
			int next = (good.indexOf(chosen.get(0)) + i) % good.size();
			assertThat(chosen.get(i)).isEqualTo(good.get(next));
		}
	}

	private static List<Server> choose(Balancer balancer, List<Server> servers, int times) {
		List<Server> chosen = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			Server server = balancer.choose(servers);
			if (server != null) {
				chosen.add(server);
			}
		}
		return chosen;
	}

}
