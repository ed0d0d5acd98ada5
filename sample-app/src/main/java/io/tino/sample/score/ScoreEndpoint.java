package io.tino.sample.score;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

import static io.tino.spring.endpoint.TinoEndpoint.Format.RESP;

@TinoEndpoint(prefix = "SCORES", group = "scores", format = RESP)
class ScoreEndpoint {

	private final Map<String, Long> scores = new ConcurrentHashMap<>();

	@TinoCommand(summary = "Sets the scores of players", blocking = false)
	void set(@NotEmpty Map<String, Long> scores) {
		this.scores.putAll(scores);
	}

	@TinoCommand(summary = "Adds points to the score of a player, and returns it", blocking = false)
	long add(String player, long points) {
		return this.scores.merge(player, points, Math::addExact);
	}

	@TinoCommand(summary = "Returns the score of a player", blocking = false)
	@Nullable Long get(String player) {
		return this.scores.get(player);
	}

	@TinoCommand(summary = "Lists players and their scores, the best first by default")
	Map<String, Long> list(Optional<ScoreOrder> order, OptionalInt limit) {
		Map<String, Long> listed = new LinkedHashMap<>();
		this.scores.entrySet()
			.stream()
			.sorted(order.orElse(ScoreOrder.BEST).comparator())
			.limit(Math.max(0, limit.orElse(Integer.MAX_VALUE)))
			.forEachOrdered((entry) -> listed.put(entry.getKey(), entry.getValue()));
		return listed;
	}

	@TinoCommand(summary = "Removes players, and returns how many there were", blocking = false)
	long remove(String... players) {
		return Stream.of(players).filter((player) -> this.scores.remove(player) != null).count();
	}

}
