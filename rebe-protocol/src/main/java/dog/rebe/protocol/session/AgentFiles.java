package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.execution.Capability;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.FileEntries;
import dog.rebe.protocol.wire.FileEntry;
import dog.rebe.protocol.wire.FileFailure;
import dog.rebe.protocol.wire.FileReply;
import dog.rebe.protocol.wire.FileRequest;
import dog.rebe.protocol.wire.FilesOpened;
import dog.rebe.protocol.wire.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for files on the agent's side, each on a worker. A node's files are opened for
 * each request anew: correct, and slower than a view that is kept.
 */
final class AgentFiles {

  private static final int MAX_READ = 262_144;

  /** So that a frame with entries stays well below the least that a peer reads. */
  private static final int BYTES_PER_REPLY = 32_768;

  private final AgentSide agent;
  private final Terms terms;
  private final Consumer<Frame> way;
  private long last;
  private volatile boolean closed;

  AgentFiles(AgentSide agent, Terms terms, Consumer<Frame> way) {
    this.agent = agent;
    this.terms = terms;
    this.way = way;
  }

  /** Called by one thread. */
  void ask(FileRequest request) throws FrameException {
    if (request.getRequest() <= last) {
      throw FrameException.call("A request for files is not greater than those before");
    }
    last = request.getRequest();
    if (!terms.agreement().has(Feature.FILES)) {
      throw FrameException.unexpected("Files were not agreed on");
    }
    try {
      agent.workers().execute(() -> answer(request));
    } catch (RejectedExecutionException e) {
      fail(request, FailureKind.CHANNEL_REFUSED, "The agent is busy");
    }
  }

  private void answer(FileRequest request) {
    long endNanos = agent.scheduler().nanoTime() + Math.max(1, request.getTimeLeftNanos());
    try (FileView view = open(request)) {
      if (view != null) {
        Duration left = Duration.ofNanos(Math.max(1, endNanos - agent.scheduler().nanoTime()));
        answer(request, view, left);
      }
    } catch (RuntimeException e) {
      fail(request, FailureKind.UNSUPPORTED, "The agent cannot answer this: " + e.getMessage());
    }
  }

  private @Nullable FileView open(FileRequest request) {
    Optional<Node> known = agent.node(new NodeId(request.getNode().getId()));
    if (known.isEmpty()) {
      fail(request, FailureKind.UNSUPPORTED, "The agent knows no node of this id");
      return null;
    }
    Optional<String> refusal = agent.fileRefusal(terms.peer(), known.get());
    if (refusal.isPresent()) {
      fail(request, FailureKind.EXEC_REFUSED, "The agent's policy refuses: " + refusal.get());
      return null;
    }
    if (!agent.transport().capabilities().contains(Capability.FILES)) {
      fail(request, FailureKind.UNSUPPORTED, "The agent's way to the node reads no files");
      return null;
    }
    Duration left = Nanos.toDuration(Math.max(1, request.getTimeLeftNanos()));
    try {
      return agent
          .transport()
          .openFiles(known.get(), left)
          .toCompletableFuture()
          .get(Nanos.of(left), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof TransportException failure) {
        fail(request, failure.kind(), String.valueOf(failure.getMessage()));
      } else {
        fail(request, FailureKind.INTERNAL_ERROR, "The files cannot be opened: " + e.getCause());
      }
    } catch (java.util.concurrent.TimeoutException e) {
      fail(request, FailureKind.TIMED_OUT, "The files were not opened in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(request, FailureKind.EXECUTOR_CLOSED, "The agent is being closed");
    }
    return null;
  }

  private void answer(FileRequest request, FileView view, Duration left) {
    FileReply.Builder reply = reply(request);
    switch (request.getOperationCase()) {
      case STAT ->
          reply(
              request,
              view.stat(FileMessage.path(request.getStat().getPath()), left),
              attributes -> reply.setAttributes(FileMessage.of(attributes)));
      case READ_LINK ->
          reply(
              request,
              view.readLink(FileMessage.path(request.getReadLink().getPath()), left),
              target -> reply.setLinkTarget(FileMessage.bytes(target)));
      case READ ->
          reply(
              request,
              view.read(
                  FileMessage.path(request.getRead().getPath()),
                  request.getRead().getOffset(),
                  Math.min(request.getRead().getLength(), largestRead()),
                  left),
              bytes -> reply.setData(ByteString.copyFrom(bytes)));
      case LIST -> list(request, view, left);
      case OPERATION_NOT_SET -> send(reply.setOpened(FilesOpened.getDefaultInstance()));
    }
  }

  private int largestRead() {
    return Math.min(MAX_READ, terms.peerFrameBytes() - 64);
  }

  private <T> void reply(
      FileRequest request,
      Outcome<T> outcome,
      java.util.function.Function<T, FileReply.Builder> of) {
    if (outcome.failure().isPresent()) {
      send(reply(request).setFailure(FileMessage.of(outcome.failure().get())));
    } else {
      send(of.apply(outcome.value().orElseThrow()));
    }
  }

  private void list(FileRequest request, FileView view, Duration left) {
    Outcome<List<dog.rebe.files.FileEntry>> outcome =
        view.list(
            FileMessage.path(request.getList().getPath()), request.getList().getMaxEntries(), left);
    if (outcome.failure().isPresent()) {
      send(reply(request).setFailure(FileMessage.of(outcome.failure().get())));
      return;
    }
    FileEntries.Builder some = FileEntries.newBuilder();
    int bytes = 0;
    for (dog.rebe.files.FileEntry entry : outcome.value().orElseThrow()) {
      FileEntry wire = FileMessage.of(entry);
      bytes += wire.getSerializedSize();
      some.addEntries(wire);
      if (bytes > BYTES_PER_REPLY) {
        send(reply(request).setEntries(some.setMore(true)));
        some = FileEntries.newBuilder();
        bytes = 0;
      }
    }
    send(reply(request).setEntries(some));
  }

  private static FileReply.Builder reply(FileRequest request) {
    return FileReply.newBuilder().setRequest(request.getRequest());
  }

  private void fail(FileRequest request, FailureKind kind, String detail) {
    send(
        reply(request)
            .setFailure(
                FileFailure.newBuilder()
                    .setKind(kind.code())
                    .setDetail(detail)
                    .setNotStarted(true)));
  }

  private void send(FileReply.Builder reply) {
    if (!closed) {
      way.accept(Frame.newBuilder().setFileReply(reply).build());
    }
  }

  void close() {
    closed = true;
  }
}
