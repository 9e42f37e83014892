package dog.rebe.protocol.session;

import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.FileEntry;
import dog.rebe.protocol.wire.FileFailure;
import dog.rebe.protocol.wire.FileReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The requests for files that a caller has under way. Thread-safe. */
public final class FileCalls {

  /** More than this in one answer is no list but an attack. */
  private static final int MAX_ENTRIES = 1_000_000;

  private static final class Waiting {
    private final CompletableFuture<FileReply> answer = new CompletableFuture<>();
    private final List<FileEntry> entries = new ArrayList<>();
  }

  private final Map<Long, Waiting> waiting = new HashMap<>();
  private long last;

  FileCalls() {}

  /** The answer to a request that is about to be sent; completes with a failure as its result. */
  synchronized CompletableFuture<FileReply> begin(long number) {
    Waiting fresh = new Waiting();
    waiting.put(number, fresh);
    return fresh.answer;
  }

  synchronized long nextNumber() {
    return ++last;
  }

  synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  void answered(FileReply reply) throws FrameException {
    Waiting asked;
    FileReply whole = reply;
    synchronized (this) {
      long number = reply.getRequest();
      if (number <= 0 || number > last) {
        throw FrameException.call("There was no request " + Long.toUnsignedString(number));
      }
      asked = waiting.get(number);
      if (asked == null) {
        return;
      }
      if (reply.getResultCase() == FileReply.ResultCase.ENTRIES) {
        asked.entries.addAll(reply.getEntries().getEntriesList());
        if (asked.entries.size() > MAX_ENTRIES) {
          throw FrameException.malformed("A directory has more than " + MAX_ENTRIES + " entries");
        }
        if (reply.getEntries().getMore()) {
          return;
        }
        whole =
            reply.toBuilder()
                .setEntries(
                    reply.getEntries().toBuilder().clearEntries().addAllEntries(asked.entries))
                .build();
      }
      waiting.remove(number);
    }
    asked.answer.complete(whole);
  }

  /** Nobody waits for the answer any more. */
  synchronized void forget(long number) {
    waiting.remove(number);
  }

  void fail(long number, FailureKind kind, String detail) {
    Waiting asked;
    synchronized (this) {
      asked = waiting.remove(number);
    }
    complete(asked, number, kind, detail);
  }

  void failAll(FailureKind kind, String detail) {
    Map<Long, Waiting> all;
    synchronized (this) {
      all = new HashMap<>(waiting);
      waiting.clear();
    }
    all.forEach((number, asked) -> complete(asked, number, kind, detail));
  }

  private static void complete(
      @Nullable Waiting asked, long number, FailureKind kind, String detail) {
    if (asked != null) {
      FileFailure.Builder failure =
          FileFailure.newBuilder().setKind(kind.code()).setDetail(detail).setNotStarted(true);
      asked.answer.complete(FileReply.newBuilder().setRequest(number).setFailure(failure).build());
    }
  }
}
