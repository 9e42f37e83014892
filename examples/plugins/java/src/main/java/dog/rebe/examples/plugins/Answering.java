package dog.rebe.examples.plugins;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a plugin does: a request comes in, and a value of JSON goes out. */
@FunctionalInterface
interface Answering {

  /** The answer to a request. */
  Object answer(String request) throws RefusalException;

  /** The answer as JSON, which may be a refusal. */
  default String json(String request) {
    try {
      return JsonWriter.write(answer(request));
    } catch (RefusalException e) {
      return JsonWriter.write(Map.of("refusal", String.valueOf(e.getMessage())));
    }
  }

  /** Reads the request from standard input and answers on standard output. */
  default void run() {
    PrintStream out = System.out;
    out.print(json(new String(StandardInput.readAll(), StandardCharsets.UTF_8)));
    out.flush();
  }
}
