package dog.rebe.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The verifier as a program: {@code java -jar rebe-core-verify.jar --key KEY BUNDLE}. It ends with
 * 0 if everything is proven, with 1 if not, and with 2 if it was not called rightly.
 */
public final class Main {

  private static final String USAGE =
      """
      Checks a chronicle, without network.

        java -jar rebe-core-verify.jar --key KEY [--knows CHECKPOINT]... [--witness KEY]... BUNDLE

        --key KEY           the public key of the chronicle, NAME+ID+BASE64, or a file that holds it;
                            get it from its owner, not from where the chronicle lies
        --knows CHECKPOINT  a checkpoint that left the machine earlier (a file): the chronicle must go
                            on from it
        --witness KEY       the public key of a witness that must have cosigned
        BUNDLE              a bundle, or the folder of a chronicle
      """;

  private Main() {}

  /** Checks what is named, tells what it found, and ends the process. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      Optional<Request> request = Request.parse(List.of(arguments));
      if (request.isEmpty()) {
        err.print(USAGE);
        return 2;
      }
      Findings findings = request.get().check().run(request.get().path());
      return tell(findings, out);
    } catch (IllegalArgumentException | IOException e) {
      err.println(e instanceof IOException ? "It cannot be read: " + e : e.getMessage());
      return 2;
    }
  }

  private static int tell(Findings findings, PrintStream out) {
    findings.problems().forEach(problem -> out.println("PROBLEM  " + problem));
    findings.remarks().forEach(remark -> out.println("note     " + remark));
    if (!findings.isProven()) {
      out.println("NOT PROVEN");
      return 1;
    }
    out.println("proven   " + findings.entries() + " entries, root " + findings.root());
    return 0;
  }

  /** What is to be checked. */
  private record Request(ChronicleCheck check, Path path) {

    static Optional<Request> parse(List<String> arguments) throws IOException {
      Deque<String> left = new ArrayDeque<>(arguments);
      if (left.size() < 3 || !left.remove().equals("--key")) {
        return Optional.empty();
      }
      ChronicleCheck check = ChronicleCheck.with(key(left.remove()));
      while (left.size() > 1) {
        String option = left.remove();
        if (option.equals("--knows")) {
          check = check.knowing(Files.readAllBytes(Path.of(left.remove())));
        } else if (option.equals("--witness")) {
          check = check.witnessedBy(key(left.remove()));
        } else {
          return Optional.empty();
        }
      }
      return left.size() == 1
          ? Optional.of(new Request(check, Path.of(left.remove())))
          : Optional.empty();
    }

    private static TrustedKey key(String textOrFile) throws IOException {
      if (!textOrFile.contains("+") || Files.isRegularFile(Path.of(textOrFile))) {
        return TrustedKey.parse(Files.readString(Path.of(textOrFile), StandardCharsets.UTF_8));
      }
      return TrustedKey.parse(textOrFile);
    }
  }
}
