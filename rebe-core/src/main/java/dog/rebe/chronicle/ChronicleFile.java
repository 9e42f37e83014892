package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The file that lines are appended to, as the writer sees it; used by one thread at a time. */
interface ChronicleFile {

  /** Appends all of these bytes. */
  void append(ByteBuffer bytes) throws IOException;

  /** Forces what was appended to the storage device. */
  void force() throws IOException;

  /** Closes the file and lets others write to it. */
  void close() throws IOException;
}
