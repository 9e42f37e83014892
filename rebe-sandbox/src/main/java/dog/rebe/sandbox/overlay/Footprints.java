package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was seen of a machine, so that somebody can look later whether it is still so. */
public final class Footprints {

  /**
   * A part of a file that was read.
   *
   * @param sha256 the digest of these bytes, in hexadecimal
   */
  public record Read(FilePath path, long offset, int length, String sha256) {}

  private record Part(FilePath path, long offset, int length) {}

  private final Map<FilePath, Optional<FileAttributes>> looks = new LinkedHashMap<>();
  private final Map<FilePath, List<FileEntry>> listings = new LinkedHashMap<>();
  private final Map<Part, Read> reads = new LinkedHashMap<>();

  void looked(FilePath path, Optional<FileAttributes> found) {
    looks.put(path, found);
  }

  void listed(FilePath path, List<FileEntry> entries) {
    List<FileEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(FileEntry::name));
    listings.put(path, List.copyOf(sorted));
  }

  /** Says whether it was the same whenever it was read. */
  boolean read(Read read) {
    Read before = reads.putIfAbsent(new Part(read.path(), read.offset(), read.length()), read);
    return before == null || before.equals(read);
  }

  /** Paths that were looked at one by one, with what was there; empty for nothing. */
  public Map<FilePath, Optional<FileAttributes>> looks() {
    return Map.copyOf(looks);
  }

  /** Folders that were listed, with their entries sorted by name. */
  public Map<FilePath, List<FileEntry>> listings() {
    return Map.copyOf(listings);
  }

  /** Parts of files that were read. */
  public List<Read> reads() {
    return List.copyOf(reads.values());
  }

  /** The digest of bytes that were read, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
