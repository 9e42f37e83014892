package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jdk.net.ExtendedSocketOptions;

/**
 * A Unix socket. The kernel says which user is on the other side: only the one who made the socket
 * is taken, and the socket's file is for him alone.
 */
public final class UnixSockets {

  private UnixSockets() {}

  /**
   * A server on a new socket file, which is deleted when it is closed.
   *
   * @throws IOException if there is a file already
   */
  public static LinkServer listen(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + " is there already: another agent serves it, or left it behind");
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(file));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      Closing.quietly(server);
      throw e;
    }
    String owner = Files.getOwner(file).getName();
    return new LinkServer() {
      @Override
      public String address() {
        return "unix:" + file;
      }

      @Override
      public Incoming accept() throws IOException {
        return incoming(server.accept(), owner);
      }

      @Override
      public void close() {
        Closing.quietly(server);
        Closing.quietly(() -> Files.deleteIfExists(file));
      }
    };
  }

  private static LinkServer.Incoming incoming(SocketChannel channel, String owner) {
    return new LinkServer.Incoming() {
      @Override
      public Link open() throws IOException {
        return link(channel, owner);
      }

      @Override
      public void close() {
        Closing.quietly(channel);
      }
    };
  }

  /** Connects to this socket file, if it is our own user who listens there. */
  public static Connector to(Path file) {
    SocketAddress address = UnixDomainSocketAddress.of(file);
    return timeout -> {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(address);
        return link(channel, Files.getOwner(file).getName());
      } catch (IOException e) {
        Closing.quietly(channel);
        throw e;
      }
    };
  }

  private static Link link(SocketChannel channel, String owner) throws IOException {
    String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    if (!user.equals(owner)) {
      throw new IOException("The user " + user + " is on the other side, not " + owner);
    }
    return new ChannelLink(channel, CarrierProof.authenticated("unix user " + user));
  }
}
