package dog.rebe.testkit;

import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what a transport says of one attempt, and every rule that it breaks in saying it. */
final class HeardAttempt implements ExchangeListener {

  private final CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
  private final CompletableFuture<Void> accepted = new CompletableFuture<>();
  private final List<String> violations = new ArrayList<>();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final AtomicInteger inside = new AtomicInteger();
  private @Nullable Exchange exchange;
  private int chunks;
  private boolean committed;
  private boolean confirmed;
  private boolean ended;

  void begun(Exchange started) {
    exchange = started;
  }

  Exchange exchange() {
    if (exchange == null) {
      throw new IllegalStateException("start has not returned");
    }
    return exchange;
  }

  @Override
  public void onCommitted() {
    enter("onCommitted");
    check(!committed, "onCommitted came twice");
    check(!confirmed && chunks == 0, "onCommitted came after onAccepted or output");
    committed = true;
    leave();
  }

  @Override
  public void onAccepted() {
    enter("onAccepted");
    check(committed, "onAccepted came before onCommitted");
    check(!confirmed, "onAccepted came twice");
    confirmed = true;
    leave();
    accepted.complete(null);
  }

  @Override
  public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
    enter("onOutput");
    check(committed, "output came before onCommitted");
    check(chunk.hasRemaining(), "an empty chunk came");
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes);
    synchronized (this) {
      chunks++;
      (stream == OutputStreamName.STDOUT ? stdout : stderr).writeBytes(bytes);
    }
    leave();
  }

  @Override
  public void onEnd(ExchangeEnd how) {
    enter("onEnd");
    ended = true;
    leave();
    end.complete(how);
  }

  private void enter(String method) {
    check(inside.incrementAndGet() == 1, method + " came while another signal was being heard");
    check(!ended, method + " came after onEnd");
  }

  private void leave() {
    inside.decrementAndGet();
  }

  private synchronized void check(boolean kept, String violation) {
    if (!kept) {
      violations.add(violation);
    }
  }

  ExchangeEnd awaitEnd(Duration most) {
    return await(end, most, "the end of the attempt");
  }

  void awaitAccepted(Duration most) {
    CompletableFuture<Object> either = CompletableFuture.anyOf(accepted, end);
    await(either, most, "onAccepted");
  }

  private <T> T await(CompletableFuture<T> future, Duration most, String what) {
    try {
      return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "After " + most + " there is still not " + what + "; heard so far: " + this, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + what, e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  boolean isOver() {
    return end.isDone();
  }

  boolean isCommitted() {
    return committed;
  }

  boolean isAccepted() {
    return confirmed;
  }

  synchronized int chunks() {
    return chunks;
  }

  synchronized byte[] stdout() {
    return stdout.toByteArray();
  }

  synchronized byte[] stderr() {
    return stderr.toByteArray();
  }

  String stdoutText() {
    return new String(stdout(), StandardCharsets.UTF_8);
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public synchronized String toString() {
    return (committed ? "committed, " : "")
        + (confirmed ? "accepted, " : "")
        + chunks
        + " chunks, stdout '"
        + stdoutText()
        + "', stderr '"
        + new String(stderr(), StandardCharsets.UTF_8)
        + "'";
  }
}
