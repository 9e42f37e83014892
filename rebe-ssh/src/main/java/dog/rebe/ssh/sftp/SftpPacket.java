package dog.rebe.ssh.sftp;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the answers of a server, after their type and id. Lengths are checked before they are
 * believed.
 */
final class SftpPacket {

  static final int VERSION = 2;
  private static final int STATUS = 101;
  private static final int HANDLE = 102;
  private static final int DATA = 103;
  private static final int NAME = 104;
  private static final int ATTRS = 105;

  private static final int HAS_SIZE = 1;
  private static final int HAS_OWNER = 2;
  private static final int HAS_PERMISSIONS = 4;
  private static final int HAS_TIMES = 8;
  private static final int HAS_EXTENSIONS = 0x8000_0000;
  private static final int TYPE_MASK = 0170000;
  private static final int PERMISSIONS_MASK = 07777;

  private final int type;
  private final ByteBuffer body;

  SftpPacket(int type, ByteBuffer body) {
    this.type = type;
    this.body = body;
  }

  byte[] handle() throws SftpStatus {
    expect(HANDLE);
    return read(this::bytes);
  }

  byte[] data() throws SftpStatus {
    expect(DATA);
    return read(this::bytes);
  }

  FileAttributes attributes() throws SftpStatus {
    expect(ATTRS);
    return read(this::readAttributes);
  }

  List<FileEntry> entries() throws SftpStatus {
    expect(NAME);
    return read(
        () -> {
          int count = body.getInt();
          List<FileEntry> entries = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            byte[] name = bytes();
            bytes();
            FileAttributes attributes = readAttributes();
            if (!isDot(name)) {
              entries.add(new FileEntry(FilePath.of(name), attributes));
            }
          }
          return entries;
        });
  }

  FilePath name() throws SftpStatus {
    expect(NAME);
    return read(
        () -> {
          if (body.getInt() != 1) {
            throw new IllegalArgumentException("more than one name");
          }
          return FilePath.of(bytes());
        });
  }

  private static boolean isDot(byte[] name) {
    boolean dots = name.length <= 2;
    for (byte b : name) {
      dots &= b == '.';
    }
    return dots;
  }

  private void expect(int expected) throws SftpStatus {
    if (type == STATUS) {
      int code = read(body::getInt);
      String message =
          body.remaining() >= 4 ? new String(read(this::bytes), StandardCharsets.UTF_8) : "";
      throw new SftpStatus(code, message);
    }
    if (type != expected) {
      throw new SftpStatus(-1, "an answer of type " + type + " in place of " + expected);
    }
  }

  private interface Reader<T> {
    T read();
  }

  private static <T> T read(Reader<T> reader) throws SftpStatus {
    try {
      return reader.read();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new SftpStatus(-1, "the server's answer is damaged: " + e);
    }
  }

  private byte[] bytes() {
    int length = body.getInt();
    if (length < 0 || length > body.remaining()) {
      throw new IllegalArgumentException("a length of " + length);
    }
    byte[] bytes = new byte[length];
    body.get(bytes);
    return bytes;
  }

  private FileAttributes readAttributes() {
    int flags = body.getInt();
    long size = (flags & HAS_SIZE) != 0 ? body.getLong() : 0;
    long user = 0;
    long group = 0;
    if ((flags & HAS_OWNER) != 0) {
      user = Integer.toUnsignedLong(body.getInt());
      group = Integer.toUnsignedLong(body.getInt());
    }
    int mode = (flags & HAS_PERMISSIONS) != 0 ? body.getInt() : 0;
    long modified = 0;
    if ((flags & HAS_TIMES) != 0) {
      body.getInt();
      modified = Integer.toUnsignedLong(body.getInt());
    }
    if ((flags & HAS_EXTENSIONS) != 0) {
      int count = body.getInt();
      for (int i = 0; i < count; i++) {
        bytes();
        bytes();
      }
    }
    return new FileAttributes(
        type(mode), size, mode & PERMISSIONS_MASK, user, group, Instant.ofEpochSecond(modified));
  }

  private static FileType type(int mode) {
    return switch (mode & TYPE_MASK) {
      case 0100000 -> FileType.REGULAR;
      case 0040000 -> FileType.DIRECTORY;
      case 0120000 -> FileType.SYMBOLIC_LINK;
      default -> FileType.OTHER;
    };
  }
}
