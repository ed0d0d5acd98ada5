package io.tino.fuzz;

import java.util.Locale;

/**
 * What may happen to a connection under test besides bytes that arrive. A target takes
 * what means nothing to it for {@link #CUT}.
 */
public enum FuzzEvent {

	/** The bytes before are read at once, and are all there is for now. */
	CUT('c'),

	/** The bytes before are read at once, and more follow in the same batch. */
	MORE('m'),

	/** The bytes before are read up to a thousand times; done once in a script. */
	FLOOD('f'),

	/** A worker runs the task that has waited longest. */
	WORK('w'),

	/** The event loop runs its tasks. */
	TASKS('t'),

	/** The call that has waited longest is completed on the event loop. */
	REPLY('l'),

	/** The call that has waited longest is completed on another thread. */
	REPLY_ELSEWHERE('e'),

	/** The peer stops reading. */
	SLOW('s'),

	/** The peer reads what has been queued. */
	READ('r'),

	/** The server stops. */
	DRAIN('d'),

	/** The client makes a call. */
	CALL('a'),

	/** A caller does not wait any more. */
	CANCEL('n'),

	/** Another client goes on, of two. */
	OTHER('o'),

	/** Time passes. */
	TIME('k'),

	/** The connection breaks. */
	CLOSE('x'),

	/** Workers refuse tasks from the beginning. */
	REJECT('R'),

	/** Limits are small from the beginning. */
	SMALL_LIMITS('S'),

	/** Authentication is required from the beginning. */
	AUTH_REQUIRED('A'),

	/** There is no authenticator from the beginning, or no password. */
	NO_AUTH('N'),

	/** The end of the script. */
	END('.');

	private final char symbol;

	FuzzEvent(char symbol) {
		this.symbol = symbol;
	}

	byte symbol() {
		return (byte) this.symbol;
	}

	/** Return how seeds call the event. */
	String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static FuzzEvent labelled(String label) {
		return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/** Every byte stands for an event, so that every mutation of one does. */
	static FuzzEvent of(byte symbol) {
		for (FuzzEvent event : values()) {
			if (event.symbol == symbol) {
				return event;
			}
		}
		return CUT;
	}

}
