package io.tino.benchmarks.grpc;

import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.ServerBuilderCustomizer;

import io.tino.benchmarks.grpc.proto.Bytes;
import io.tino.benchmarks.grpc.proto.ModelMessage;
import io.tino.benchmarks.grpc.proto.Numbers;
import io.tino.benchmarks.grpc.proto.Sum;
import io.tino.benchmarks.grpc.proto.Text;
import io.tino.benchmarks.grpc.proto.WorkServiceGrpc.WorkServiceImplBase;

/**
 * All work. Messages are passed on as they are, bytes without a copy.
 */
class GrpcService extends WorkServiceImplBase {

	@Override
	public void add(Numbers numbers, StreamObserver<Sum> replies) {
		reply(Sum.newBuilder().setSum(numbers.getA() + numbers.getB()).build(), replies);
	}

	@Override
	public void echoText(Text text, StreamObserver<Text> replies) {
		reply(text, replies);
	}

	@Override
	public void echoModel(ModelMessage model, StreamObserver<ModelMessage> replies) {
		reply(model, replies);
	}

	@Override
	public void echoBytes(Bytes bytes, StreamObserver<Bytes> replies) {
		reply(bytes, replies);
	}

	private static <T> void reply(T reply, StreamObserver<T> replies) {
		replies.onNext(reply);
		replies.onCompleted();
	}

	@Import(GrpcService.class)
	static class OnExecutor {

	}

	@Import(GrpcService.class)
	static class OnEventLoop {

		@Bean
		ServerBuilderCustomizer<NettyServerBuilder> directExecutor() {
			return NettyServerBuilder::directExecutor;
		}

	}

}
