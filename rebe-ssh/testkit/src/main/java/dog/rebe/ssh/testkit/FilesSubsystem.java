package dog.rebe.ssh.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AsyncCommand;
import org.jspecify.annotations.Nullable;

/** SFTP on one channel of a simulated node: packets in, answers out, in their order. */
final class FilesSubsystem implements AsyncCommand, ChannelDataReceiver {

  private final PacketCutter cutter = new PacketCutter();
  private final SftpAnswers answers;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private boolean writing;
  private @Nullable IoOutputStream output;
  private @Nullable ExitCallback exit;

  FilesSubsystem(NodeState node, ChannelSession channel) {
    this.answers = new SftpAnswers(node.files());
    channel.setDataReceiver(this);
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    // it waits for what the client asks
  }

  @Override
  public int data(ChannelSession channel, byte[] buffer, int start, int length) throws IOException {
    for (byte[] packet : cutter.add(buffer, start, length)) {
      write(answers.to(packet));
    }
    return length;
  }

  private void write(byte[] answer) throws IOException {
    synchronized (waiting) {
      waiting.add(answer);
      if (writing) {
        return;
      }
      writing = true;
    }
    next();
  }

  /** The stream takes one buffer at a time. */
  private void next() throws IOException {
    byte[] answer;
    synchronized (waiting) {
      answer = waiting.poll();
      if (answer == null) {
        writing = false;
        return;
      }
    }
    if (output == null) {
      throw new IOException("The channel came without its stream");
    }
    output
        .writeBuffer(new ByteArrayBuffer(answer))
        .addListener(
            written -> {
              try {
                if (written.isWritten()) {
                  next();
                }
              } catch (IOException gone) {
                synchronized (waiting) {
                  waiting.clear();
                }
              }
            });
  }

  @Override
  public void close() {
    if (exit != null) {
      exit.onExit(0);
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    synchronized (waiting) {
      waiting.clear();
    }
  }

  @Override
  public void setIoOutputStream(IoOutputStream stream) {
    output = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void setIoErrorStream(IoOutputStream stream) {
    // nothing is said there
  }

  @Override
  public void setIoInputStream(IoInputStream stream) {
    // the data receiver has it
  }

  @Override
  public void setInputStream(InputStream stream) {
    // the data receiver has it
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    // the asynchronous one is used
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    // nothing is said there
  }
}
