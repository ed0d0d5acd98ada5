package io.tino.benchmarks.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.client.ChannelBuilderOptions;
import org.springframework.grpc.client.GrpcChannelFactory;

import io.tino.benchmarks.grpc.proto.Bytes;
import io.tino.benchmarks.grpc.proto.ModelMessage;
import io.tino.benchmarks.grpc.proto.Numbers;
import io.tino.benchmarks.grpc.proto.Sum;
import io.tino.benchmarks.grpc.proto.Text;
import io.tino.benchmarks.grpc.proto.WorkServiceGrpc;
import io.tino.benchmarks.grpc.proto.WorkServiceGrpc.WorkServiceBlockingStub;
import io.tino.benchmarks.grpc.proto.WorkServiceGrpc.WorkServiceStub;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls by the blocking and the asynchronous stub of one channel.
 *
 * @param context the application, which closes the channel
 * @param blocking the stub of calls that wait
 * @param async the stub of those that do not
 */
record GrpcClient(ConfigurableApplicationContext context, WorkServiceBlockingStub blocking,
		WorkServiceStub async) implements PeerClient {

	private static final ModelMessage MODEL = ModelMessages.of(Values.MODEL);

	static GrpcClient connect(ConfigurableApplicationContext context, int port, boolean direct) {
		ManagedChannel channel = context.getBean(GrpcChannelFactory.class)
			.createChannel("static://127.0.0.1:" + port,
					ChannelBuilderOptions.defaults().withCustomizer((name, builder) -> customize(builder, direct)));
		return new GrpcClient(context, WorkServiceGrpc.newBlockingStub(channel), WorkServiceGrpc.newStub(channel));
	}

	private static void customize(ManagedChannelBuilder<?> builder, boolean direct) {
		builder.maxInboundMessageSize(GrpcPeer.MAX_MESSAGE_SIZE);
		if (direct) {
			builder.directExecutor();
		}
	}

	@Override
	public BlockingCall blocking(Work work) {
		return switch (work.kind()) {
			case ADD -> () -> check(this.blocking.add(numbers()));
			case EMOJI -> () -> check(this.blocking.echoText(text()));
			case MODEL -> () -> check(this.blocking.echoModel(MODEL));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield () -> check(bytes, this.blocking.echoBytes(message(bytes)));
			}
		};
	}

	@Override
	public AsyncCall async(Work work) {
		return switch (work.kind()) {
			case ADD ->
				(completion) -> this.async.add(numbers(), new CheckingObserver<>(GrpcClient::check, completion));
			case EMOJI ->
				(completion) -> this.async.echoText(text(), new CheckingObserver<>(GrpcClient::check, completion));
			case MODEL ->
				(completion) -> this.async.echoModel(MODEL, new CheckingObserver<>(GrpcClient::check, completion));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> this.async.echoBytes(message(bytes),
						new CheckingObserver<>((reply) -> check(bytes, reply), completion));
			}
		};
	}

	private static Numbers numbers() {
		return Numbers.newBuilder().setA(Values.ONE).setB(Values.OTHER).build();
	}

	private static Text text() {
		return Text.newBuilder().setText(Values.EMOJI).build();
	}

	private static Bytes message(byte[] bytes) {
		ByteString data = UnsafeByteOperations.unsafeWrap(bytes);
		return Bytes.newBuilder().setData(data).build();
	}

	private static void check(Sum sum) {
		Values.checkSum(sum.getSum());
	}

	private static void check(Text text) {
		Values.checkEmoji(text.getText());
	}

	private static void check(ModelMessage model) {
		Values.checkModel(model.getA(), model.getCCount(), model.getI());
	}

	private static void check(byte[] expected, Bytes bytes) {
		Values.checkBytes(expected, bytes.getData().toByteArray());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
