package dog.rebe.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chronicle in one file: the line {@code rebe-chronicle/1}; the number of checkpoints; each as
 * its length on a line and its bytes; the number of entries; each after its length in two bytes;
 * the end. Every byte has a meaning, so that none can change unseen.
 */
final class BundleFile implements EntrySource {

  private static final int MAX_CHECKPOINTS = 10_000;
  private static final int MAX_NOTE_BYTES = 256 * 1024;

  private final InputStream in;
  private final List<byte[]> checkpoints = new ArrayList<>();
  private final long entries;
  private long read;

  private BundleFile(InputStream in) throws IOException, DamagedException {
    this.in = in;
    if (!line().equals("rebe-chronicle/1")) {
      throw new DamagedException("It is no bundle: it does not begin with rebe-chronicle/1");
    }
    long count = number(MAX_CHECKPOINTS);
    for (long i = 0; i < count; i++) {
      checkpoints.add(bytes((int) number(MAX_NOTE_BYTES), "A checkpoint"));
    }
    if (checkpoints.isEmpty()) {
      throw new DamagedException("The bundle has no checkpoint");
    }
    entries = number(Long.MAX_VALUE);
  }

  static BundleFile open(Path file) throws IOException, DamagedException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 18);
    try {
      return new BundleFile(in);
    } catch (IOException | DamagedException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public List<byte[]> checkpoints() {
    return checkpoints;
  }

  @Override
  public Optional<byte[]> next() throws IOException, DamagedException {
    if (read == entries) {
      return Optional.empty();
    }
    read++;
    byte[] length = bytes(2, "Entry " + read);
    int count = Byte.toUnsignedInt(length[0]) << 8 | Byte.toUnsignedInt(length[1]);
    return Optional.of(bytes(count, "Entry " + read));
  }

  @Override
  public void finish(Findings.Collector findings) throws IOException {
    if (in.read() >= 0) {
      findings.problem("Something follows after the last entry of the bundle");
    }
  }

  private byte[] bytes(int count, String what) throws IOException, DamagedException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new DamagedException(what + " is cut off: the bundle ends there");
    }
    return bytes;
  }

  private String line() throws IOException, DamagedException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() == 64) {
        throw new DamagedException("A line of the bundle is cut off or too long");
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private long number(long max) throws IOException, DamagedException {
    String line = line();
    if (!line.matches("0|[1-9][0-9]{0,17}") || Long.parseLong(line) > max) {
      throw new DamagedException(
          "'"
              + new String(line.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
              + "' stands in the bundle where a number belongs");
    }
    return Long.parseLong(line);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
