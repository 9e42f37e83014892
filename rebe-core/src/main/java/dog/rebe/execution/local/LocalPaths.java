package dog.rebe.execution.local;

import dog.rebe.files.FilePath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Paths as bytes. Java's own conversion of text to a path depends on the locale and loses what it
 * cannot encode; through a URI every byte passes.
 */
final class LocalPaths {

  private static final String UNESCAPED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private LocalPaths() {}

  /** A relative path begins at the directory of this process. */
  static Path toJava(FilePath path) {
    FilePath absolute =
        path.isAbsolute() ? path : ofJava(Path.of("").toAbsolutePath()).resolve(path);
    StringBuilder uri = new StringBuilder("file://");
    for (byte b : absolute.bytes()) {
      if (b > 0 && UNESCAPED.indexOf(b) >= 0) {
        uri.append((char) b);
      } else {
        uri.append(String.format("%%%02X", b & 0xff));
      }
    }
    return Path.of(URI.create(uri.toString()));
  }

  static FilePath ofJava(Path path) {
    String uri = path.toAbsolutePath().toUri().getRawPath();
    String trimmed =
        uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    byte[] escaped = trimmed.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[escaped.length];
    int size = 0;
    for (int i = 0; i < escaped.length; i++) {
      if (escaped[i] == '%') {
        bytes[size++] = (byte) Integer.parseInt(trimmed, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[size++] = escaped[i];
      }
    }
    return FilePath.of(Arrays.copyOf(bytes, size));
  }

  /** The last name of a path. */
  static FilePath nameOf(Path path) {
    byte[] all = ofJava(path).bytes();
    int slash = all.length - 1;
    while (slash >= 0 && all[slash] != '/') {
      slash--;
    }
    return FilePath.of(Arrays.copyOfRange(all, slash + 1, all.length));
  }
}
