package io.tino.server;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.Request;
import io.tino.resp.RequestDecoder;

/**
 * A request that concerns a multiplexed call, and has no reply.
 */
abstract class CallControlCommand extends BuiltInCommand {

	CallControlCommand(CommandSpec.Builder spec) {
		super(spec.group("tino"));
	}

	/**
	 * Do what a request asks for.
	 * @param calls the calls of the connection
	 * @param request the complete request
	 * @throws io.tino.command.CommandException if it is no such request
	 */
	abstract void control(MultiplexedCalls calls, Request request);

	/** Return an element that is the id of a call, or 0. */
	static long id(Request request) {
		return number(request, 1, "invalid call id");
	}

	/** Return an element that is the id of a call. */
	static long callId(Request request) {
		long id = CallCommand.callId(request);
		if (id == CallHead.IN_ORDER) {
			throw CallCommand.invalidId();
		}
		return id;
	}

	/**
	 * Refuse a request that is too large.
	 * @param calls the calls of the connection
	 * @param decoder has the request as far as it is there
	 * @param refusal why
	 * @return whether its call has been told
	 */
	boolean refuse(MultiplexedCalls calls, RequestDecoder decoder, CommandException refusal) {
		return false;
	}

	/** Return an element that is a number and not negative. */
	static long number(Request request, int index, String otherwise) {
		long number = request.number(index);
		if (number < 0) {
			throw error(otherwise);
		}
		return number;
	}

	@Override
	boolean isQueued() {
		return false;
	}

	@Override
	void run(ServerCall call) {
		throw new IllegalStateException(spec().name() + " is no call");
	}

}
