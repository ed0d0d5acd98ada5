package io.tino.sample.reference;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One performance of a conversation.
 */
final class Play {

	private final Conversation conversation;

	private final Peer peer;

	private final int resp;

	private final Manner manner;

	private final Cast cast;

	private final List<String> transcript = new ArrayList<>();

	private Play(Conversation conversation, Peer peer, int resp, Manner manner, Cast cast) {
		this.conversation = conversation;
		this.peer = peer;
		this.resp = resp;
		this.manner = manner;
		this.cast = cast;
	}

	/**
	 * Play a conversation in every manner, in each version of the protocol.
	 * @param conversation the conversation
	 * @param peer the server
	 * @throws AssertionError if the server answers otherwise than it should
	 */
	static void all(Conversation conversation, Peer peer) {
		for (int resp = 2; resp <= (conversation.setting().greeted() ? 3 : 2); resp++) {
			for (Manner manner : Manner.values()) {
				if (peer.is(conversation.only(), resp, manner)) {
					once(conversation, peer, resp, manner);
				}
			}
		}
	}

	static void once(Conversation conversation, Peer peer, int resp, Manner manner) {
		int port = conversation.setting().guarded() ? peer.guardedPort() : peer.port();
		try (Cast cast = new Cast(port, conversation.setting().greeting(resp))) {
			new Play(conversation, peer, resp, manner, cast).run();
		}
	}

	private void run() {
		try {
			List<Conversation.Step> steps = this.conversation.steps()
				.stream()
				.filter((step) -> this.peer.is(step.only(), this.resp, this.manner))
				.toList();
			for (Conversation.Step step : steps) { // or one would hear another's greeting
				this.cast.get(step.participant());
			}
			for (int next = 0; next < steps.size();) {
				int end = endOfRun(steps, next);
				say(steps.subList(next, end));
				hear(steps.subList(next, end));
				next = end;
			}
			for (char letter : this.cast.letters()) {
				end(letter);
			}
		}
		catch (IOException | RuntimeException ex) {
			throw failure(ex.toString(), ex);
		}
	}

	/** A run is what is said in one go, and what is heard then. */
	private int endOfRun(List<Conversation.Step> steps, int start) {
		int end = start + 1;
		while (end < steps.size() && steps.get(end).participant() == steps.get(start).participant()
				&& (this.manner == Manner.PIPELINED || !steps.get(end).isSent())) {
			end++;
		}
		return end;
	}

	private void say(List<Conversation.Step> steps) throws IOException {
		StringBuilder bytes = new StringBuilder();
		for (Conversation.Step step : steps) {
			if (step.isSent()) {
				bytes.append(step.bytes(this.cast.tell(step.text())));
				this.transcript.add("  " + step);
			}
		}
		Participant participant = this.cast.get(steps.get(0).participant());
		if (this.manner == Manner.SPLIT) {
			participant.sendSplit(bytes.toString(), this.cast.bystander());
		}
		else {
			participant.send(bytes.toString());
		}
	}

	private void hear(List<Conversation.Step> steps) throws IOException {
		for (Conversation.Step step : steps) {
			if (!step.isSent()) {
				for (int i = 0; i < step.times(); i++) {
					hear(step, this.cast.get(step.participant()));
				}
				this.transcript.add("  " + step);
			}
		}
	}

	private void hear(Conversation.Step step, Participant participant) throws IOException {
		if (step.text().equals("nothing")) {
			if (this.manner != Manner.PIPELINED && !participant.hearsNothing()) {
				throw failure(step, participant.read());
			}
			return;
		}
		try {
			Reply reply = participant.read();
			if (!isExpected(step, participant, reply)) {
				throw failure(step, reply);
			}
		}
		catch (SocketTimeoutException ex) {
			throw failure(step, "nothing");
		}
	}

	private boolean isExpected(Conversation.Step step, Participant participant, @Nullable Reply reply) {
		if (reply == null || step.text().equals("closed")) {
			return reply == null && step.text().equals("closed");
		}
		participant.heard(reply, step.answered());
		return ReplyNotation.parse(this.cast.tell(step.text())).matches(reply, participant.isResp3());
	}

	private void end(char letter) throws IOException {
		Participant participant = this.cast.get(letter);
		participant.end();
		Reply more = participant.read();
		if (more != null) {
			throw failure(letter + " should hear nothing more, but heard\n  " + letter + "< " + more, null);
		}
	}

	private AssertionError failure(Conversation.Step step, @Nullable Object heard) {
		return failure(step.source() + " expects\n  " + step + "\nbut " + step.participant() + " heard\n  "
				+ step.participant() + "< " + ((heard != null) ? heard : "closed"), null);
	}

	private AssertionError failure(String what, @Nullable Throwable cause) {
		return new AssertionError(
				this.conversation.source() + ": " + this.conversation.title() + "\nwith " + this.peer + " in RESP"
						+ this.resp + ", " + this.manner + ":\n\n" + String.join("\n", this.transcript) + "\n\n" + what,
				cause);
	}

}
