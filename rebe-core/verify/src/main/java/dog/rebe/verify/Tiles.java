package dog.rebe.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Computes the tiles of a growing tree, and compares each with its file. Not thread-safe. */
final class Tiles {

  private static final int WIDTH = 256;
  private static final int FULL_BYTES = WIDTH * Sha256.BYTES;

  private final Path folder;
  private final Sha256 sha256 = new Sha256();
  private final List<ByteArrayOutputStream> levels = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final List<Integer> entryEnds = new ArrayList<>();
  private final Set<Path> checked = new HashSet<>();

  Tiles(Path folder) {
    this.folder = folder;
  }

  static Path path(Path below, long number) {
    String path = String.format(Locale.ROOT, "%03d", number % 1000);
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      path = String.format(Locale.ROOT, "x%03d/", rest % 1000) + path;
    }
    return below.resolve(path);
  }

  private static Path partials(Path full) {
    return full.resolveSibling(full.getFileName() + ".p");
  }

  /**
   * A tile of this width: the full one, or the partial one, or else the beginning of the full one.
   */
  byte[] file(Path full, int width) throws IOException, DamagedException {
    Path partial = partials(full).resolve(Integer.toString(width));
    try {
      if (width < WIDTH) {
        checked.add(partial);
        return Files.readAllBytes(partial);
      }
      checked.add(full);
      return Files.readAllBytes(full);
    } catch (NoSuchFileException e) {
      throw new DamagedException(
          "The tile " + folder.relativize(width < WIDTH ? partial : full) + " is missing");
    }
  }

  void add(byte[] entry) throws IOException, DamagedException {
    entries.write(entry.length >> 8);
    entries.write(entry.length);
    entries.writeBytes(entry);
    entryEnds.add(entries.size());
    push(0, sha256.leaf(entry));
    if (entryEnds.size() == WIDTH) {
      long number = counts.get(0) / WIDTH - 1;
      checkPartials(path(folder.resolve("tile/entries"), number), entries.toByteArray(), true);
      entries.reset();
      entryEnds.clear();
    }
  }

  private void push(int level, byte[] hash) throws IOException, DamagedException {
    if (levels.size() == level) {
      levels.add(new ByteArrayOutputStream());
      counts.add(0L);
    }
    ByteArrayOutputStream tile = levels.get(level);
    tile.writeBytes(hash);
    counts.set(level, counts.get(level) + 1);
    if (tile.size() == FULL_BYTES) {
      byte[] hashes = tile.toByteArray();
      tile.reset();
      long number = counts.get(level) / WIDTH - 1;
      Path full = path(folder.resolve("tile/" + level), number);
      compare(full, WIDTH, hashes);
      checkPartials(full, hashes, false);
      push(level + 1, root(hashes));
    }
  }

  private byte[] root(byte[] hashes) {
    Peaks peaks = new Peaks(sha256);
    for (int i = 0; i < hashes.length; i += Sha256.BYTES) {
      peaks.add(Arrays.copyOfRange(hashes, i, i + Sha256.BYTES));
    }
    return peaks.root();
  }

  private void compare(Path full, int width, byte[] hashes) throws IOException, DamagedException {
    int at = Arrays.mismatch(file(full, width), hashes);
    if (at >= 0) {
      throw new DamagedException(
          "The tile "
              + folder.relativize(full)
              + " does not hold the hash of what it should at place "
              + at / Sha256.BYTES
              + ": it, or an entry, was changed");
    }
  }

  /** Partial tiles that are left from smaller checkpoints are beginnings of what came of them. */
  private void checkPartials(Path full, byte[] whole, boolean ofEntries)
      throws IOException, DamagedException {
    if (!Files.isDirectory(partials(full))) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(partials(full))) {
      for (Path partial : all) {
        String name = String.valueOf(partial.getFileName());
        int width = name.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(name) : WIDTH;
        int known = ofEntries ? entryEnds.size() : whole.length / Sha256.BYTES;
        if (width < WIDTH && width <= known) {
          int end = ofEntries ? entryEnds.get(width - 1) : width * Sha256.BYTES;
          if (!Arrays.equals(Files.readAllBytes(partial), Arrays.copyOf(whole, end))) {
            throw new DamagedException(
                "The tile " + folder.relativize(partial) + " was changed: it is no beginning");
          }
          checked.add(partial);
        }
      }
    }
  }

  /** Compares the tiles that are not full. */
  void finish(long size) throws IOException, DamagedException {
    for (int level = 0; level < levels.size(); level++) {
      byte[] hashes = levels.get(level).toByteArray();
      if (hashes.length > 0) {
        Path full = path(folder.resolve("tile/" + level), counts.get(level) / WIDTH);
        compare(full, hashes.length / Sha256.BYTES, hashes);
        checkPartials(full, hashes, false);
      }
    }
    if (!entryEnds.isEmpty()) {
      Path full = path(folder.resolve("tile/entries"), size / WIDTH);
      checkPartials(full, entries.toByteArray(), true);
    }
  }

  boolean isChecked(Path file) {
    return checked.contains(file);
  }
}
