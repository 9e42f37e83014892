package dog.rebe.sandbox;

import dog.rebe.outcome.CapturedStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** How plugins are shown what a stream held: text where it is UTF-8, and base64 where it is not. */
public final class StreamValue {

  private StreamValue() {}

  /**
   * The stream as an object of JSON: {@code text} or {@code base64}, and {@code cut} if more had
   * come than was kept.
   */
  public static Map<String, Object> of(CapturedStream stream) {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (stream.isUtf8()) {
      shown.put("text", stream.utf8());
    } else {
      shown.put("base64", Base64.getEncoder().encodeToString(stream.bytes()));
    }
    if (stream.isCut()) {
      shown.put("cut", true);
    }
    return shown;
  }
}
