package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A link over a socket; what is read and written may be a layer above it. */
final class SocketLink implements Link {

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;
  private final CarrierProof proof;

  SocketLink(Socket socket, InputStream input, OutputStream output, CarrierProof proof) {
    this.socket = socket;
    this.input = input;
    this.output = output;
    this.proof = proof;
  }

  static SocketLink plain(Socket socket, CarrierProof proof) throws IOException {
    socket.setTcpNoDelay(true);
    return new SocketLink(socket, socket.getInputStream(), socket.getOutputStream(), proof);
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public CarrierProof proof() {
    return proof;
  }

  @Override
  public void close() {
    Closing.quietly(socket);
  }
}
