package dog.rebe.ssh.testkit;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileType;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * Answers of SFTP version 3 (draft-ietf-secsh-filexfer-02) to requests that read; those that write
 * are refused as not permitted. Used by one channel.
 */
final class SftpAnswers {

  private static final int INIT = 1;
  private static final int OPEN = 3;
  private static final int CLOSE = 4;
  private static final int READ = 5;
  private static final int LSTAT = 7;
  private static final int FSTAT = 8;
  private static final int OPENDIR = 11;
  private static final int READDIR = 12;
  private static final int REALPATH = 16;
  private static final int STAT = 17;
  private static final int VERSION = 2;
  private static final int STATUS = 101;
  private static final int HANDLE = 102;
  private static final int DATA = 103;
  private static final int NAME = 104;
  private static final int ATTRS = 105;

  private static final int OK = 0;
  private static final int EOF = 1;
  private static final int NO_SUCH_FILE = 2;
  private static final int PERMISSION_DENIED = 3;

  private static final int READS = 1;
  private static final int ALL_ATTRIBUTES = 0xf;
  private static final int MAX_READ = 64 * 1024;
  private static final int MAX_NAMES = 100;
  private static final int MAX_HANDLES = 100;

  /** What a handle stands for: the rest of a folder, or a file. */
  private record Open(String path, Optional<Deque<Map.Entry<String, FileAttributes>>> entries) {}

  private final NodeFiles files;
  private final Map<String, Open> handles = new HashMap<>();
  private int lastHandle;

  SftpAnswers(NodeFiles files) {
    this.files = files;
  }

  /** The answer with its length before it. */
  synchronized byte[] to(byte[] packet) {
    Buffer request = new ByteArrayBuffer(packet);
    int type = request.getUByte();
    if (type == INIT) {
      Buffer version = new ByteArrayBuffer();
      version.putByte((byte) VERSION);
      version.putUInt(3);
      return sized(version);
    }
    int id = request.getInt();
    return sized(
        switch (type) {
          case STAT, LSTAT -> attributes(id, request.getString());
          case FSTAT -> attributes(id, opened(request).map(Open::path).orElse("\0"));
          case OPENDIR -> openFolder(id, request.getString());
          case READDIR -> readFolder(id, request);
          case OPEN -> openFile(id, request.getString(), request.getInt());
          case READ -> read(id, request);
          case CLOSE -> {
            handles.remove(request.getString());
            yield status(id, OK, "");
          }
          case REALPATH -> name(id, request.getString());
          default -> status(id, PERMISSION_DENIED, "Permission denied");
        });
  }

  private Optional<Open> opened(Buffer request) {
    return Optional.ofNullable(handles.get(request.getString()));
  }

  private Buffer attributes(int id, String path) {
    Optional<FileAttributes> found = path.equals("\0") ? Optional.empty() : files.attributes(path);
    if (found.isEmpty()) {
      return status(id, NO_SUCH_FILE, "No such file");
    }
    Buffer answer = begin(ATTRS, id);
    put(answer, found.get());
    return answer;
  }

  private Buffer openFolder(int id, String path) {
    return files.isFolder(path)
        ? handle(id, new Open(path, Optional.of(new ArrayDeque<>(files.entries(path).entrySet()))))
        : status(id, NO_SUCH_FILE, "No such file");
  }

  private Buffer openFile(int id, String path, int flags) {
    if (flags != READS) {
      return status(id, PERMISSION_DENIED, "Permission denied");
    }
    return files.file(path).isPresent()
        ? handle(id, new Open(path, Optional.empty()))
        : status(id, NO_SUCH_FILE, "No such file");
  }

  private Buffer handle(int id, Open open) {
    if (handles.size() >= MAX_HANDLES) {
      return status(id, PERMISSION_DENIED, "Too many open files");
    }
    String handle = Integer.toString(++lastHandle);
    handles.put(handle, open);
    Buffer answer = begin(HANDLE, id);
    answer.putString(handle);
    return answer;
  }

  private Buffer readFolder(int id, Buffer request) {
    Optional<Deque<Map.Entry<String, FileAttributes>>> entries =
        opened(request).flatMap(Open::entries);
    if (entries.isEmpty() || entries.get().isEmpty()) {
      return status(id, EOF, "End of file");
    }
    int count = Math.min(MAX_NAMES, entries.get().size());
    Buffer answer = begin(NAME, id);
    answer.putUInt(count);
    for (int i = 0; i < count; i++) {
      Map.Entry<String, FileAttributes> entry = entries.get().remove();
      answer.putString(entry.getKey());
      answer.putString(entry.getKey());
      put(answer, entry.getValue());
    }
    return answer;
  }

  private Buffer read(int id, Buffer request) {
    Optional<Open> open = opened(request);
    long offset = request.getLong();
    int length = Math.min(request.getInt(), MAX_READ);
    Optional<NodeFiles.Stored> file = open.flatMap(one -> files.file(one.path()));
    if (file.isEmpty() || offset < 0 || offset >= file.get().content().length || length < 1) {
      return status(id, EOF, "End of file");
    }
    byte[] content = file.get().content();
    Buffer answer = begin(DATA, id);
    answer.putBytes(content, (int) offset, (int) Math.min(length, content.length - offset));
    return answer;
  }

  private Buffer name(int id, String path) {
    Buffer answer = begin(NAME, id);
    String real = path.equals(".") || path.isEmpty() ? NodeFiles.HOME : path;
    answer.putUInt(1);
    answer.putString(real);
    answer.putString(real);
    answer.putUInt(0);
    return answer;
  }

  private static Buffer status(int id, int code, String message) {
    Buffer answer = begin(STATUS, id);
    answer.putUInt(code);
    answer.putString(message);
    answer.putString("en");
    return answer;
  }

  private static Buffer begin(int type, int id) {
    Buffer answer = new ByteArrayBuffer();
    answer.putByte((byte) type);
    answer.putUInt(Integer.toUnsignedLong(id));
    return answer;
  }

  private static void put(Buffer answer, FileAttributes attributes) {
    int type = attributes.type() == FileType.DIRECTORY ? 0040000 : 0100000;
    long seconds = attributes.modified().getEpochSecond();
    answer.putUInt(ALL_ATTRIBUTES);
    answer.putLong(attributes.sizeBytes());
    answer.putUInt(attributes.userId());
    answer.putUInt(attributes.groupId());
    answer.putUInt(type | attributes.mode());
    answer.putUInt(seconds);
    answer.putUInt(seconds);
  }

  private static byte[] sized(Buffer answer) {
    byte[] body = answer.getCompactData();
    return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
  }
}
