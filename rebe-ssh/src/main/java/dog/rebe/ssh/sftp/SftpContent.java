package dog.rebe.ssh.sftp;

import dog.rebe.files.FileType;
import dog.rebe.outcome.FailureKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** The content of files that are open, many pieces asked for at a time. */
final class SftpContent {

  /** What every server gives at once. */
  static final int CHUNK_BYTES = 32 * 1024;

  private static final int MOST_UNDER_WAY = 16;

  private final SftpConversation conversation;

  SftpContent(SftpConversation conversation) {
    this.conversation = conversation;
  }

  /**
   * What a server says of a path before it is opened: opening a pipe would hold up the server, and
   * a link may lead to one.
   */
  static void requireRegular(SftpPacket attributes) throws SftpStatus, SftpProblem {
    if (attributes.attributes().type() != FileType.REGULAR) {
      throw new SftpProblem(FailureKind.PATH_FAILED, "it is no regular file");
    }
  }

  byte[] bytes(SftpClock clock, byte[] handle, long offset, int length)
      throws SftpStatus, SftpProblem {
    record Piece(long from, int length, CompletableFuture<SftpPacket> answer) {}
    ByteArrayOutputStream content = new ByteArrayOutputStream(Math.min(length, CHUNK_BYTES));
    Deque<Piece> underWay = new ArrayDeque<>();
    long end = offset + length;
    long next = offset;
    while (true) {
      while (next < end && underWay.size() < MOST_UNDER_WAY) {
        int most = (int) Math.min(CHUNK_BYTES, end - next);
        underWay.add(new Piece(next, most, conversation.ask(SftpRequest.read(handle, next, most))));
        next += most;
      }
      if (underWay.isEmpty()) {
        return content.toByteArray();
      }
      Piece piece = underWay.remove();
      byte[] data;
      try {
        data = clock.await(piece.answer).data();
      } catch (SftpStatus status) {
        if (status.isEnd()) {
          return content.toByteArray();
        }
        throw status;
      }
      content.writeBytes(Arrays.copyOf(data, Math.min(data.length, piece.length)));
      if (data.length < piece.length) {
        // The server gave less than was asked for: what was asked for beyond it is asked for anew.
        underWay.clear();
        next = piece.from + data.length;
      }
    }
  }
}
