package dog.rebe.ssh.sftp;

import dog.rebe.files.FilePart;
import dog.rebe.outcome.Outcome;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of many files: all are looked at, then all opened, then all read, so that a long way
 * is gone three times in all and not for each file. A file that does not give all of its part at
 * once is read to its end by itself.
 */
final class SftpReads {

  private final SftpConversation conversation;
  private final SftpOutcomes outcomes;
  private final SftpContent content;
  private final Duration deadline;

  SftpReads(SftpConversation conversation, SftpOutcomes outcomes, Duration deadline) {
    this.conversation = conversation;
    this.outcomes = outcomes;
    this.content = new SftpContent(conversation);
    this.deadline = deadline;
  }

  /** One part on its way. */
  private final class One {
    final FilePart part;
    private @Nullable CompletableFuture<SftpPacket> answer;
    private byte @Nullable [] handle;
    private @Nullable Outcome<byte[]> failure;

    One(FilePart part) {
      this.part = part;
      this.answer = conversation.ask(SftpRequest.stat(part.path().bytes()));
    }

    void open(SftpClock clock) {
      step(
          clock,
          looked -> {
            SftpContent.requireRegular(looked);
            return SftpRequest.open(part.path().bytes());
          });
    }

    void read(SftpClock clock) {
      CompletableFuture<SftpPacket> opening = answer;
      step(
          clock,
          opened -> {
            byte[] open = opened.handle();
            handle = open;
            return SftpRequest.read(open, part.offset(), firstLength());
          });
      if (handle == null && opening != null) {
        conversation.closeWhenOpened(opening);
      }
    }

    private int firstLength() {
      return Math.min(part.length(), SftpContent.CHUNK_BYTES);
    }

    private void step(SftpClock clock, Next next) {
      CompletableFuture<SftpPacket> awaited = answer;
      answer = null;
      if (awaited == null) {
        return;
      }
      Outcome<SftpRequest> asked =
          outcomes.of(part.path(), clock, at -> next.after(at.await(awaited)));
      Optional<SftpRequest> request = asked.value();
      if (request.isPresent()) {
        answer = conversation.ask(request.get());
      } else {
        failure = asked.map(none -> new byte[0]);
      }
    }

    Outcome<byte[]> result(SftpClock clock) {
      Outcome<byte[]> failed = failure;
      CompletableFuture<SftpPacket> awaited = answer;
      byte[] open = handle;
      if (failed != null || awaited == null || open == null) {
        return Objects.requireNonNull(failed, "what failed");
      }
      try {
        return outcomes.of(part.path(), clock, at -> bytes(at, awaited, open));
      } finally {
        conversation.tell(SftpRequest.close(open));
      }
    }

    private byte[] bytes(SftpClock clock, CompletableFuture<SftpPacket> first, byte[] open)
        throws SftpStatus, SftpProblem {
      byte[] data;
      try {
        data = clock.await(first).data();
      } catch (SftpStatus status) {
        if (status.isEnd()) {
          return new byte[0];
        }
        throw status;
      }
      int count = Math.min(data.length, firstLength());
      if (count == part.length()) {
        return Arrays.copyOf(data, count);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream(2 * count);
      all.write(data, 0, count);
      all.writeBytes(content.bytes(clock, open, part.offset() + count, part.length() - count));
      return all.toByteArray();
    }
  }

  /** What to ask for once something is known. */
  @FunctionalInterface
  private interface Next {
    SftpRequest after(SftpPacket answer) throws SftpStatus, SftpProblem;
  }

  /** An outcome for each, in their order. */
  List<Outcome<byte[]>> of(List<FilePart> parts) {
    SftpClock clock = new SftpClock(deadline);
    List<One> all = new ArrayList<>(parts.size());
    parts.forEach(part -> all.add(new One(part)));
    all.forEach(one -> one.open(clock));
    all.forEach(one -> one.read(clock));
    return all.stream().map(one -> one.result(clock)).toList();
  }
}
