package dog.rebe.ssh.link;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * The I/O threads of all connections. The library's own services park a thread for each connection
 * that is being made, so that a few dead hosts hold up all others, and hand every small write over
 * to an I/O thread.
 */
final class LoopServices extends AbstractCloseable implements IoServiceFactory {

  private final List<IoLoop> loops;
  private @Nullable IoServiceEventListener listener;

  LoopServices(int threads) {
    loops =
        IntStream.rangeClosed(1, threads)
            .mapToObj(number -> IoLoop.start("rebe-ssh-io-" + number))
            .toList();
  }

  @Override
  public IoConnector createConnector(IoHandler handler) {
    return new TcpConnector(handler, loops);
  }

  @Override
  public IoAcceptor createAcceptor(IoHandler handler) {
    throw new UnsupportedOperationException("Nothing here listens");
  }

  @Override
  public @Nullable IoServiceEventListener getIoServiceEventListener() {
    return listener;
  }

  @Override
  public void setIoServiceEventListener(@Nullable IoServiceEventListener newListener) {
    listener = newListener;
  }

  @Override
  protected void doCloseImmediately() {
    loops.forEach(IoLoop::close);
    super.doCloseImmediately();
  }
}
