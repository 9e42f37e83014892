package dog.rebe.chronicle;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a provable chronicle into one file, for whoever is to check it elsewhere: with {@code rebe
 * verify}, the module {@code dog.rebe.verify}, or a program of their own.
 *
 * <p>The file: the line {@code rebe-chronicle/1}; the number of checkpoints on a line; each
 * checkpoint as the number of its bytes on a line and then those bytes, the newest first; the
 * number of entries on a line; each entry after its length in two bytes, the higher first; nothing
 * more. The first checkpoint covers all entries, the others are those that witnesses took.
 */
public final class ChronicleBundle {

  private static final String HEADER = "rebe-chronicle/1\n";

  private ChronicleBundle() {}

  /**
   * Writes the entries that the last checkpoint covers. The chronicle may be in use meanwhile.
   * Checks nothing.
   *
   * @param folder of a {@link ProvableChronicle}
   * @param file must not exist yet
   * @return the checkpoint that covers the entries
   * @throws ChronicleException if the folder cannot be read, holds no checkpoint yet, or the file
   *     cannot be written
   */
  public static SignedNote write(Path folder, Path file) {
    ProvableFiles files = new ProvableFiles(folder);
    try {
      SignedNote newest = SignedNote.parse(Files.readAllBytes(files.checkpoint()));
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        write(files, newest, out);
      }
      return newest;
    } catch (IOException | IllegalArgumentException e) {
      throw new ChronicleException(
          "The chronicle "
              + folder
              + " cannot be written to "
              + file
              + " ("
              + e
              + "): name the folder of a provable chronicle and a file that is not there yet",
          e);
    }
  }

  private static void write(ProvableFiles files, SignedNote newest, OutputStream to)
      throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, 256 * 1024));
    long size = Checkpoint.of(newest).size();
    List<SignedNote> checkpoints = new ArrayList<>(List.of(newest));
    checkpoints.addAll(witnessed(files, size));
    out.write(ascii(HEADER + checkpoints.size() + "\n"));
    for (SignedNote checkpoint : checkpoints) {
      byte[] bytes = checkpoint.bytes();
      out.write(ascii(bytes.length + "\n"));
      out.write(bytes);
    }
    out.write(ascii(size + "\n"));
    try (JournalLines lines = JournalLines.open(files.entries(), 0)) {
      for (long i = 0; i < size; i++) {
        byte[] entry = lines.next();
        out.writeShort(entry.length);
        out.write(entry);
      }
    }
    out.flush();
  }

  /** What witnesses took; what they took after the checkpoint is not covered by it. */
  private static List<SignedNote> witnessed(ProvableFiles files, long size) throws IOException {
    List<SignedNote> notes = new ArrayList<>();
    if (Files.isDirectory(files.witnessed())) {
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(files.witnessed(), "*.checkpoint")) {
        for (Path file : all) {
          SignedNote note = SignedNote.parse(Files.readAllBytes(file));
          if (Checkpoint.of(note).size() <= size) {
            notes.add(note);
          }
        }
      }
    }
    notes.sort(
        Comparator.comparingLong((SignedNote note) -> Checkpoint.of(note).size())
            .reversed()
            .thenComparing(note -> new String(note.bytes(), StandardCharsets.UTF_8)));
    return notes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
