package dog.rebe.benchmarks.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dog.rebe.protocol.wire.Frame;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The same messages by grpc-java with Netty, without TLS, on its quickest setting: handlers run on
 * the event loops. Either one answer to each call, or the same three that rebe sends.
 */
final class GrpcCalls implements SmallCalls {

  private final Server server;
  private final ManagedChannel channel;
  private final MethodDescriptor<Frame, Frame> method;
  private final boolean streams;

  private GrpcCalls(Server server, ManagedChannel channel, MethodDescriptor<Frame, Frame> method) {
    this.server = server;
    this.channel = channel;
    this.method = method;
    this.streams = method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING;
  }

  static GrpcCalls unary() throws IOException {
    MethodDescriptor<Frame, Frame> method = method(MethodDescriptor.MethodType.UNARY, "One");
    return open(
        method,
        ServerServiceDefinition.builder("rebe.v1.Calls")
            .addMethod(method, ServerCalls.asyncUnaryCall(GrpcCalls::answerOnce))
            .build());
  }

  static GrpcCalls streaming() throws IOException {
    MethodDescriptor<Frame, Frame> method =
        method(MethodDescriptor.MethodType.SERVER_STREAMING, "Three");
    return open(
        method,
        ServerServiceDefinition.builder("rebe.v1.Calls")
            .addMethod(method, ServerCalls.asyncServerStreamingCall(GrpcCalls::answerInThree))
            .build());
  }

  private static void answerOnce(Frame request, StreamObserver<Frame> answer) {
    answer.onNext(Messages.OUTPUT);
    answer.onCompleted();
  }

  private static void answerInThree(Frame request, StreamObserver<Frame> answer) {
    answer.onNext(Messages.ACCEPTED);
    answer.onNext(Messages.OUTPUT);
    answer.onNext(Messages.END);
    answer.onCompleted();
  }

  private static GrpcCalls open(
      MethodDescriptor<Frame, Frame> method, ServerServiceDefinition service) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(service)
            .build()
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .directExecutor()
            .usePlaintext()
            .build();
    return new GrpcCalls(server, channel, method);
  }

  private static MethodDescriptor<Frame, Frame> method(
      MethodDescriptor.MethodType type, String name) {
    Protobuf<Frame> frames = new Protobuf<>(Frame.parser());
    return MethodDescriptor.<Frame, Frame>newBuilder()
        .setType(type)
        .setFullMethodName("rebe.v1.Calls/" + name)
        .setRequestMarshaller(frames)
        .setResponseMarshaller(frames)
        .build();
  }

  private record Protobuf<M extends MessageLite>(Parser<M> parser)
      implements MethodDescriptor.Marshaller<M> {
    @Override
    public InputStream stream(M message) {
      return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public M parse(InputStream stream) {
      try {
        return parser.parseFrom(stream);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public String name() {
    return streams ? "gRPC streaming (the same three)" : "gRPC unary (one answer)";
  }

  @Override
  public void start(Runnable whenOver) {
    StreamObserver<Frame> observer =
        new StreamObserver<>() {
          @Override
          public void onNext(Frame frame) {}

          @Override
          public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
          }

          @Override
          public void onCompleted() {
            whenOver.run();
          }
        };
    var call = channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
    if (streams) {
      ClientCalls.asyncServerStreamingCall(call, Messages.execute(), observer);
    } else {
      ClientCalls.asyncUnaryCall(call, Messages.execute(), observer);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
