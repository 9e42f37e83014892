package dog.rebe.ssh.sftp;

import java.nio.ByteBuffer;

/** Writes requests. */
final class SftpRequest {

  private static final int INIT = 1;
  private static final int OPEN = 3;
  private static final int CLOSE = 4;
  private static final int READ = 5;
  private static final int LSTAT = 7;
  private static final int OPENDIR = 11;
  private static final int READDIR = 12;
  private static final int STAT = 17;
  private static final int READLINK = 19;
  private static final int FOR_READING = 1;
  private static final int PROTOCOL_VERSION = 3;

  private final int type;
  private final ByteBuffer body;

  private SftpRequest(int type, ByteBuffer body) {
    this.type = type;
    this.body = body.flip();
  }

  static byte[] init() {
    return ByteBuffer.allocate(9).putInt(5).put((byte) INIT).putInt(PROTOCOL_VERSION).array();
  }

  static SftpRequest lstat(byte[] path) {
    return new SftpRequest(LSTAT, string(path, 0));
  }

  /** Of what a symbolic link leads to. */
  static SftpRequest stat(byte[] path) {
    return new SftpRequest(STAT, string(path, 0));
  }

  static SftpRequest readLink(byte[] path) {
    return new SftpRequest(READLINK, string(path, 0));
  }

  static SftpRequest openDirectory(byte[] path) {
    return new SftpRequest(OPENDIR, string(path, 0));
  }

  static SftpRequest readDirectory(byte[] handle) {
    return new SftpRequest(READDIR, string(handle, 0));
  }

  static SftpRequest open(byte[] path) {
    return new SftpRequest(OPEN, string(path, 8).putInt(FOR_READING).putInt(0));
  }

  static SftpRequest read(byte[] handle, long offset, int length) {
    return new SftpRequest(READ, string(handle, 12).putLong(offset).putInt(length));
  }

  static SftpRequest close(byte[] handle) {
    return new SftpRequest(CLOSE, string(handle, 0));
  }

  private static ByteBuffer string(byte[] text, int more) {
    return ByteBuffer.allocate(4 + text.length + more).putInt(text.length).put(text);
  }

  /** With this id, ready to be sent. */
  byte[] toBytes(int id) {
    return ByteBuffer.allocate(9 + body.remaining())
        .putInt(5 + body.remaining())
        .put((byte) type)
        .putInt(id)
        .put(body.duplicate())
        .array();
  }
}
