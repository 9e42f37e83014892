package dog.rebe.sandbox.preview;

import dog.rebe.files.FilePath;
import java.util.List;
import java.util.Objects;

/** How the content of a file differs afterwards. */
public sealed interface ContentDifference {

  /**
   * In these lines.
   *
   * @param lines each with {@code +}, {@code -} or a blank before it, and {@code @@} where lines
   *     were left out; without control characters
   * @param shortened whether there were more
   */
  record Lines(List<String> lines, boolean shortened) implements ContentDifference {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** It is no text, or too much to be shown; the sizes stand in the states before and after. */
  record Bytes() implements ContentDifference {}

  /**
   * It becomes that of another file, which was not read.
   *
   * @param source the other file, as it was called before the command
   */
  record CopyOf(FilePath source) implements ContentDifference {
    public CopyOf {
      Objects.requireNonNull(source, "source");
    }
  }
}
