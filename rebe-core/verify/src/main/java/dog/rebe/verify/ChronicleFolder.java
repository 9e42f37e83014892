package dog.rebe.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chronicle in a folder as it is in use, or as a log was downloaded: the checkpoint, the entries
 * in bundles, the tiles (C2SP tlog-tiles), and, where it is there, the file {@code entries.jsonl}
 * with the same entries. All of them must agree.
 */
final class ChronicleFolder implements EntrySource {

  private static final int WIDTH = 256;

  private final Path folder;
  private final List<byte[]> checkpoints = new ArrayList<>();
  private final long size;
  private final Tiles tiles;
  private final @Nullable InputStream journal;
  private long read;
  private ByteBuffer bundle = ByteBuffer.allocate(0);
  private int bundled;

  private ChronicleFolder(Path folder) throws IOException, DamagedException {
    this.folder = folder;
    this.tiles = new Tiles(folder);
    Path newest = folder.resolve("checkpoint");
    if (!Files.isRegularFile(newest)) {
      throw new DamagedException(
          "The folder "
              + folder
              + " is no chronicle: it has no file named checkpoint"
              + meant(folder.resolve("chronicle")));
    }
    checkpoints.add(Files.readAllBytes(newest));
    size = Note.parse(checkpoints.get(0)).size();
    Path witnessed = folder.resolve("witnessed");
    if (Files.isDirectory(witnessed)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(witnessed, "*.checkpoint")) {
        for (Path file : all) {
          checkpoints.add(Files.readAllBytes(file));
        }
      }
    }
    Path entries = folder.resolve("entries.jsonl");
    journal =
        Files.exists(entries)
            ? new BufferedInputStream(Files.newInputStream(entries), 1 << 18)
            : null;
  }

  /** The folder of a realm has its chronicle in it. */
  private static String meant(Path inside) {
    return Files.isRegularFile(inside.resolve("checkpoint"))
        ? ". Did you mean " + inside + "?"
        : "";
  }

  static ChronicleFolder open(Path folder) throws IOException, DamagedException {
    return new ChronicleFolder(folder);
  }

  @Override
  public List<byte[]> checkpoints() {
    return checkpoints;
  }

  @Override
  public Optional<byte[]> next() throws IOException, DamagedException {
    if (read == size) {
      return Optional.empty();
    }
    if (read % WIDTH == 0) {
      openBundle(read / WIDTH);
    }
    read++;
    byte[] entry = takeBundled();
    if (journal != null && !Arrays.equals(entry, journalLine())) {
      throw new DamagedException(
          "Entry " + read + " was changed: in entries.jsonl it differs from the log's bundle");
    }
    tiles.add(entry);
    return Optional.of(entry);
  }

  private void openBundle(long number) throws IOException, DamagedException {
    bundled = (int) Math.min(WIDTH, size - number * WIDTH);
    Path full = Tiles.path(folder.resolve("tile/entries"), number);
    bundle = ByteBuffer.wrap(tiles.file(full, bundled));
  }

  private byte[] takeBundled() throws DamagedException {
    int length = bundle.remaining() < 2 ? -1 : Short.toUnsignedInt(bundle.getShort());
    if (length < 0 || bundle.remaining() < length) {
      throw new DamagedException("Entry " + read + " is cut off in its bundle");
    }
    byte[] entry = new byte[length];
    bundle.get(entry);
    bundled--;
    if (bundled == 0 && bundle.hasRemaining()) {
      throw new DamagedException("Something follows after entry " + read + " in its bundle");
    }
    return entry;
  }

  private byte @Nullable [] journalLine() throws IOException {
    InputStream in = journal;
    if (in == null) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  @Override
  public void finish(Findings.Collector findings) throws IOException, DamagedException {
    tiles.finish(size);
    try (Stream<Path> all = Files.walk(folder.resolve("tile"))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        if (!tiles.isChecked(file)) {
          findings.problem(
              "The tile "
                  + folder.relativize(file)
                  + " is none of this log at the size of its checkpoint, or was left half written:"
                  + " open the chronicle once for writing and close it, then check again");
        }
      }
    } catch (NoSuchFileException e) {
      findings.remark("The folder has no tiles: nothing was ever recorded");
    }
    long newer = 0;
    if (journal != null) {
      while (journalLine() != null) {
        newer++;
      }
    }
    if (newer > 0) {
      findings.remark(
          newer
              + " entries are newer than the checkpoint: nothing proves them until it is renewed");
    }
  }

  @Override
  public void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
  }
}
