package dog.rebe.protocol.carrier;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard input and output of this process, for an agent that somebody else starts: a parent
 * process, or {@code sshd} as the command or subsystem of a login. Whoever could start it has
 * proved who he is to the system. Nothing else may write to standard output meanwhile.
 */
public final class StandardStreams {

  private StandardStreams() {}

  /** The link. There is one in a process. */
  public static Link link() {
    return new StreamLink(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        CarrierProof.authenticated("standard streams"));
  }

  /** Any other pair of streams, if somebody else knows who is on the other side. */
  public static Link link(InputStream input, OutputStream output, CarrierProof proof) {
    return new StreamLink(input, output, proof);
  }

  private record StreamLink(InputStream input, OutputStream output, CarrierProof proof)
      implements Link {
    @Override
    public void close() {
      Closing.quietly(input);
      Closing.quietly(output);
    }
  }
}
