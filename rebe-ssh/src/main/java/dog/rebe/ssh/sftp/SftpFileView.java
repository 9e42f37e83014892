package dog.rebe.ssh.sftp;

import dog.rebe.execution.Scheduler;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePart;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.channel.PooledChannel;
import dog.rebe.ssh.link.ChannelChoice;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.SessionPool;
import dog.rebe.ssh.pool.Use;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node's files over SFTP. Thread-safe; its methods block no longer than their deadlines. */
public final class SftpFileView implements FileView {

  private static final int WINDOW_BYTES = 1 << 20;
  private static final int DIRECTORY_READS_UNDER_WAY = 2;

  private final SftpConversation conversation;
  private final SftpOutcomes outcomes;
  private final SftpContent content;

  private SftpFileView(SftpConversation conversation, SftpOutcomes outcomes) {
    this.conversation = conversation;
    this.outcomes = outcomes;
    this.content = new SftpContent(conversation);
  }

  /**
   * Opens a view.
   *
   * @param deadline how long it may take, a new connection included
   * @return completes exceptionally with a {@link dog.rebe.ssh.fault.FaultException} if there is
   *     none
   */
  public static CompletableFuture<FileView> open(
      SessionPool<Target, Link> pool,
      Scheduler scheduler,
      Target target,
      NodeId node,
      Duration deadline) {
    SftpConversation conversation = new SftpConversation();
    PooledChannel.open(
        pool,
        scheduler,
        target,
        Use.COMMAND,
        ChannelChoice.QUICKEST,
        deadline,
        WINDOW_BYTES,
        new Mailbox(),
        conversation);
    Scheduler.Cancellation timer =
        scheduler.schedule(deadline, () -> conversation.tookTooLong(target, deadline));
    return conversation
        .ready()
        .<FileView>thenApply(ready -> new SftpFileView(ready, new SftpOutcomes(node, scheduler)))
        .whenComplete((view, failure) -> timer.cancel());
  }

  @Override
  public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
    return outcomes.of(
        path, deadline, clock -> clock.await(ask(SftpRequest.lstat(path.bytes()))).attributes());
  }

  @Override
  public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
    return outcomes.of(
        link, deadline, clock -> clock.await(ask(SftpRequest.readLink(link.bytes()))).name());
  }

  @Override
  public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException(maxEntries + " entries at most: use 1 or more");
    }
    return outcomes.of(
        directory,
        deadline,
        clock -> {
          byte[] handle = open(clock, SftpRequest.openDirectory(directory.bytes()));
          try {
            return entries(clock, handle, maxEntries);
          } finally {
            conversation.tell(SftpRequest.close(handle));
          }
        });
  }

  private List<FileEntry> entries(SftpClock clock, byte[] handle, int most)
      throws SftpStatus, SftpProblem {
    List<FileEntry> entries = new ArrayList<>();
    Deque<CompletableFuture<SftpPacket>> underWay = new ArrayDeque<>();
    for (int i = 0; i < DIRECTORY_READS_UNDER_WAY; i++) {
      underWay.add(ask(SftpRequest.readDirectory(handle)));
    }
    while (true) {
      try {
        entries.addAll(clock.await(underWay.remove()).entries());
      } catch (SftpStatus status) {
        if (status.isEnd()) {
          return entries;
        }
        throw status;
      }
      if (entries.size() > most) {
        throw new SftpProblem(
            FailureKind.OUTPUT_LIMIT, "the directory has more than " + most + " entries");
      }
      underWay.add(ask(SftpRequest.readDirectory(handle)));
    }
  }

  @Override
  public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          length + " bytes from " + offset + ": use an offset from 0 and a length from 1");
    }
    return outcomes.of(
        file,
        deadline,
        clock -> {
          SftpContent.requireRegular(clock.await(ask(SftpRequest.stat(file.bytes()))));
          byte[] handle = open(clock, SftpRequest.open(file.bytes()));
          try {
            return content.bytes(clock, handle, offset, length);
          } finally {
            conversation.tell(SftpRequest.close(handle));
          }
        });
  }

  @Override
  public List<Outcome<byte[]>> readEach(List<FilePart> parts, Duration deadline) {
    return new SftpReads(conversation, outcomes, deadline).of(parts);
  }

  /** A handle that comes too late for its caller is closed. */
  private byte[] open(SftpClock clock, SftpRequest request) throws SftpStatus, SftpProblem {
    CompletableFuture<SftpPacket> answer = ask(request);
    try {
      return clock.await(answer).handle();
    } catch (SftpProblem problem) {
      conversation.closeWhenOpened(answer);
      throw problem;
    }
  }

  private CompletableFuture<SftpPacket> ask(SftpRequest request) {
    return conversation.ask(request);
  }

  @Override
  public void close() {
    conversation.close();
  }
}
