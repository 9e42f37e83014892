package dog.rebe.cli.json;

import dog.rebe.files.FileReceipt;
import java.util.LinkedHashMap;
import java.util.Map;

/** A transferred file as fields. */
public final class FileFields {

  private FileFields() {}

  /** The field {@code file}. */
  public static Map<String, ?> of(FileReceipt receipt) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", receipt.path().toString());
    file.put("bytes", receipt.sizeBytes());
    file.put("mode", Integer.toOctalString(receipt.mode().bits()));
    file.put("sha256", receipt.sha256());
    return Map.of("file", file);
  }
}
