package dog.rebe.ssh.sftp;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.channel.ChannelTaker;
import dog.rebe.ssh.channel.OutboundQueue;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers on one channel. Answers may come in any order; many requests may be under
 * way. Thread-safe; nothing in it blocks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained here never fails
final class SftpConversation implements ChannelTaker {

  /** Larger than any answer that we ask for. */
  private static final int MOST_PACKET_BYTES = 1 << 20;

  private final CompletableFuture<SftpConversation> ready = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<SftpPacket>> asked = new HashMap<>();
  private @Nullable SessionChannel channel;
  private @Nullable OutboundQueue outbound;
  private ByteBuffer inbound = ByteBuffer.allocate(4096);
  private int lastId;
  private @Nullable Fault end;

  /** Completes once the server speaks SFTP, or with a {@link FaultException}. */
  CompletableFuture<SftpConversation> ready() {
    return ready;
  }

  /** Asks. The answer is a failure if the connection breaks. */
  CompletableFuture<SftpPacket> ask(SftpRequest request) {
    CompletableFuture<SftpPacket> answer = new CompletableFuture<>();
    OutboundQueue to;
    int id;
    synchronized (this) {
      to = outbound;
      if (end != null || to == null) {
        answer.completeExceptionally(new FaultException(over()));
        return answer;
      }
      id = ++lastId;
      asked.put(id, answer);
    }
    to.write(request.toBytes(id));
    return answer;
  }

  /** Asks for something whose answer nobody needs. */
  void tell(SftpRequest request) {
    CompletableFuture<SftpPacket> answer = ask(request);
    answer.exceptionally(failure -> null);
  }

  /** Closes a handle that comes too late for whoever asked for it. */
  void closeWhenOpened(CompletableFuture<SftpPacket> opening) {
    opening.whenComplete(
        (late, failure) -> {
          try {
            if (late != null) {
              tell(SftpRequest.close(late.handle()));
            }
          } catch (SftpStatus refused) {
            // It was not opened.
          }
        });
  }

  private Fault over() {
    return end == null ? new Fault(FailureKind.CONNECTION_LOST, "the view is closed") : end;
  }

  /** It should have been ready by now. */
  void tookTooLong(Target target, Duration deadline) {
    finish(new Fault(FailureKind.TIMED_OUT, target + " did not open its files within " + deadline));
    close();
  }

  void close() {
    SessionChannel open;
    synchronized (this) {
      open = channel;
    }
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void opened(SessionChannel opened) {
    synchronized (this) {
      channel = opened;
      outbound = new OutboundQueue(opened, () -> {});
    }
    if (end != null) {
      opened.close();
    } else {
      opened.subsystem("sftp");
    }
  }

  @Override
  public void replied(boolean success) {
    OutboundQueue to;
    synchronized (this) {
      to = outbound;
    }
    if (success && to != null) {
      to.write(SftpRequest.init());
    } else {
      finish(new Fault(FailureKind.SUBSYSTEM_REFUSED, "the server has no SFTP subsystem"));
      close();
    }
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    SessionChannel from;
    synchronized (this) {
      from = channel;
    }
    if (from == null) {
      return;
    }
    from.release(bytes.length);
    if (stream == OutputStreamName.STDERR) {
      return;
    }
    append(bytes);
    inbound.flip();
    while (inbound.remaining() >= 4) {
      int length = inbound.getInt(inbound.position());
      if (length < 5 || length > MOST_PACKET_BYTES) {
        finish(
            new Fault(
                FailureKind.SUBSYSTEM_REFUSED,
                "the server announced a packet of " + length + " bytes"));
        close();
        return;
      }
      if (inbound.remaining() < 4 + length) {
        break;
      }
      inbound.getInt();
      byte[] packet = new byte[length];
      inbound.get(packet);
      dispatch(ByteBuffer.wrap(packet));
    }
    inbound.compact();
  }

  private void append(byte[] bytes) {
    if (inbound.remaining() < bytes.length) {
      int needed = inbound.position() + bytes.length;
      ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, inbound.capacity() * 2));
      larger.put(inbound.flip());
      inbound = larger;
    }
    inbound.put(bytes);
  }

  private void dispatch(ByteBuffer packet) {
    int type = packet.get();
    int id = packet.getInt();
    if (type == SftpPacket.VERSION) {
      ready.complete(this);
      return;
    }
    CompletableFuture<SftpPacket> answer;
    synchronized (this) {
      answer = asked.remove(id);
    }
    if (answer != null) {
      answer.complete(new SftpPacket(type, packet));
    }
  }

  @Override
  public void exited(Exit exit) {}

  @Override
  public void endOfData() {
    finish(new Fault(FailureKind.CONNECTION_LOST, "the SFTP server ended"));
    close();
  }

  @Override
  public void failed(Fault fault) {
    finish(fault);
  }

  @Override
  public void closed(@Nullable Fault lost) {
    finish(
        lost != null
            ? new Fault(FailureKind.CONNECTION_LOST, lost.detail())
            : new Fault(FailureKind.CONNECTION_LOST, "the channel is closed"));
  }

  private void finish(Fault fault) {
    List<CompletableFuture<SftpPacket>> waiting;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = fault;
      waiting = List.copyOf(asked.values());
      asked.clear();
    }
    FaultException reason = new FaultException(fault);
    ready.completeExceptionally(reason);
    waiting.forEach(answer -> answer.completeExceptionally(reason));
  }
}
