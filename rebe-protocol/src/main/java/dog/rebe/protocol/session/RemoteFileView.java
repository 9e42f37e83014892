package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.FileReply;
import dog.rebe.protocol.wire.FileRequest;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.ListQuery;
import dog.rebe.protocol.wire.PathQuery;
import dog.rebe.protocol.wire.ReadQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Files of a node behind an agent. Each call is a request and its answer. Thread-safe. */
public final class RemoteFileView implements FileView {

  /** What one answer holds; longer reads come in pieces. */
  private static final int MAX_READ = 262_144;

  private final CallerSession session;
  private final Node node;
  private volatile boolean closed;

  private RemoteFileView(CallerSession session, Node node) {
    this.session = session;
    this.node = node;
  }

  /**
   * Opens a session if there is none, and asks the agent for the node's files. Blocks.
   *
   * @throws TransportException if they cannot be had
   */
  public static RemoteFileView open(CallerSession session, Node node, Duration deadline)
      throws TransportException {
    long endNanos = System.nanoTime() + deadline.toNanos();
    try {
      ConnectFailure failure = session.awaitSession(deadline);
      if (failure != null) {
        throw new TransportException(failure.kind(), failure.detail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(FailureKind.CANCELLED, "The opening was interrupted");
    }
    Optional<Terms> terms = session.terms();
    if (terms.isPresent() && !terms.get().agreement().has(Feature.FILES)) {
      throw new TransportException(
          FailureKind.UNSUPPORTED, "The agent has not the feature " + Feature.FILES);
    }
    RemoteFileView view = new RemoteFileView(session, node);
    Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
    Outcome<Boolean> opened =
        view.ask(FileRequest.newBuilder(), left, "", reply -> reply.hasOpened() ? true : null);
    Optional<Failure<Boolean>> failed = opened.failure();
    if (failed.isPresent()) {
      throw new TransportException(failed.get().kind(), failed.get().detail());
    }
    return view;
  }

  @Override
  public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
    FileRequest.Builder request = FileRequest.newBuilder().setStat(query(path));
    return ask(
        request,
        deadline,
        path.toString(),
        reply -> reply.hasAttributes() ? FileMessage.toAttributes(reply.getAttributes()) : null);
  }

  @Override
  public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException(maxEntries + " entries at most: use 1 or more");
    }
    FileRequest.Builder request =
        FileRequest.newBuilder()
            .setList(
                ListQuery.newBuilder()
                    .setPath(FileMessage.bytes(directory))
                    .setMaxEntries(maxEntries));
    return ask(
        request,
        deadline,
        directory.toString(),
        reply ->
            reply.hasEntries()
                ? reply.getEntries().getEntriesList().stream().map(FileMessage::toEntry).toList()
                : null);
  }

  @Override
  public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
    FileRequest.Builder request = FileRequest.newBuilder().setReadLink(query(link));
    return ask(
        request,
        deadline,
        link.toString(),
        reply -> reply.hasLinkTarget() ? FileMessage.path(reply.getLinkTarget()) : null);
  }

  @Override
  public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          "Bytes from " + offset + ", " + length + " of them: use 0 or more, and 1 or more");
    }
    long endNanos = System.nanoTime() + deadline.toNanos();
    ByteString whole = ByteString.EMPTY;
    while (whole.size() < length) {
      int most = Math.min(MAX_READ, length - whole.size());
      Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
      FileRequest.Builder request =
          FileRequest.newBuilder()
              .setRead(
                  ReadQuery.newBuilder()
                      .setPath(FileMessage.bytes(file))
                      .setOffset(offset + whole.size())
                      .setLength(most));
      Outcome<ByteString> piece =
          ask(request, left, file.toString(), reply -> reply.hasData() ? reply.getData() : null);
      Optional<ByteString> data = piece.value();
      if (data.isEmpty()) {
        return piece.map(ByteString::toByteArray);
      }
      whole = whole.concat(data.get());
      if (data.get().size() < most) {
        break;
      }
    }
    return new Success<>(whole.toByteArray(), Evidence.none());
  }

  private static PathQuery query(FilePath path) {
    return PathQuery.newBuilder().setPath(FileMessage.bytes(path)).build();
  }

  /** The view is done with. Requests under way end by themselves. */
  @Override
  public void close() {
    closed = true;
  }

  private <T> Outcome<T> ask(
      FileRequest.Builder request,
      Duration deadline,
      String path,
      Function<FileReply, @org.jspecify.annotations.Nullable T> reading) {
    if (closed) {
      return failure(FailureKind.UNSUPPORTED, path, "The view of files is closed", true);
    }
    long number = session.files().nextNumber();
    CompletableFuture<FileReply> answer = session.files().begin(number);
    request
        .setRequest(number)
        .setTimeLeftNanos(Math.max(1, Nanos.of(deadline)))
        .setNode(
            dog.rebe.protocol.wire.Node.newBuilder()
                .setId(node.id().value())
                .putAllLabels(node.labels()));
    session.sendFileRequest(Frame.newBuilder().setFileRequest(request).build(), number);
    try {
      FileReply reply = answer.get(Nanos.of(deadline), TimeUnit.NANOSECONDS);
      T value = reading.apply(reply);
      if (value != null) {
        return new Success<>(value, Evidence.none());
      } else if (reply.hasFailure()) {
        return failure(
            FileMessage.kind(reply.getFailure()),
            path,
            reply.getFailure().getDetail(),
            reply.getFailure().getNotStarted());
      }
      return failure(FailureKind.UNSUPPORTED, path, "The agent gave another answer", false);
    } catch (TimeoutException e) {
      session.files().forget(number);
      return failure(FailureKind.TIMED_OUT, path, "The agent has not answered", false);
    } catch (InterruptedException e) {
      session.files().forget(number);
      Thread.currentThread().interrupt();
      return failure(FailureKind.CANCELLED, path, "Interrupted", false);
    } catch (ExecutionException | IllegalArgumentException e) {
      return failure(FailureKind.INTERNAL_ERROR, path, "The answer is not sound: " + e, false);
    }
  }

  private <T> Failure<T> failure(FailureKind kind, String path, String detail, boolean notStarted) {
    Delivery delivery = notStarted ? Delivery.NOT_STARTED : Delivery.COMPLETED;
    Circumstances circumstances =
        new Circumstances(
            node.id().value(), false, 1, Duration.ZERO, Optional.empty(), path + ": " + detail);
    return new Failure<>(
        kind,
        delivery,
        Evidence.none(),
        ExplanationCatalogue.english().explain(kind, delivery, circumstances),
        detail);
  }
}
