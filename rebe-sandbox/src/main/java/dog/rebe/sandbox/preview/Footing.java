package dog.rebe.sandbox.preview;

import dog.rebe.change.Digest;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a preview rests on: all that was seen of the machine. It holds only as long as that is so.
 *
 * @param looks paths that were looked at one by one, with what was there; copied
 * @param listings folders that were listed, with their entries sorted by name; copied
 * @param reads parts of files that were read; copied
 */
public record Footing(
    Map<FilePath, Optional<FileAttributes>> looks,
    Map<FilePath, List<FileEntry>> listings,
    List<ReadPart> reads) {

  /**
   * A part of a file that was read.
   *
   * @param path the file
   * @param offset its first byte
   * @param length how many bytes
   * @param sha256 their digest, in hexadecimal
   */
  public record ReadPart(FilePath path, long offset, int length, String sha256) {}

  public Footing {
    looks = Map.copyOf(looks);
    listings = Map.copyOf(listings);
    reads = List.copyOf(reads);
  }

  /** Of a preview that saw nothing of the machine's files. */
  public static Footing none() {
    return new Footing(Map.of(), Map.of(), List.of());
  }

  /**
   * The SHA-256 of the line {@code rebe:footing:v1} and the canonical form of what {@code
   * FootingCheck} compares; empty if there is nothing.
   */
  public Optional<Digest> digest() {
    return equals(none()) ? Optional.empty() : Optional.of(FootingDigest.of(this));
  }

  /** How many bytes of files were read. */
  public long bytesRead() {
    return reads.stream().mapToLong(ReadPart::length).sum();
  }
}
