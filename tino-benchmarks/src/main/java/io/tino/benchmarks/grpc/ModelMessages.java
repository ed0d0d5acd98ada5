package io.tino.benchmarks.grpc;

import io.tino.benchmarks.grpc.proto.ModelMessage;
import io.tino.benchmarks.work.Model;

/**
 * Makes messages of models, once: users of gRPC have messages to begin with.
 */
final class ModelMessages {

	private ModelMessages() {
	}

	static ModelMessage of(Model model) {
		ModelMessage.Builder message = ModelMessage.newBuilder()
			.setA(model.a())
			.setB(model.b())
			.setE(model.e())
			.setF(model.f())
			.setG(model.g())
			.setH(model.h())
			.setI(model.i());
		model.c().forEach((nested) -> message.addC(of(nested)));
		model.d().forEach((key, nested) -> message.putD(key, of(nested)));
		return message.build();
	}

}
