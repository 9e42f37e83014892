package dog.rebe.policy;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an expression does not compile, in a line. */
final class ExpressionFault {

  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"|'[^']*'");
  private static final Pattern LONE_EQUALS = Pattern.compile("(?<![=!<>])=(?!=)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

  private final KnownNames names = new KnownNames();

  String words(String expression, CelValidationException e) {
    if (LONE_EQUALS.matcher(STRING.matcher(expression).replaceAll("\"\"")).find()) {
      return "write == to compare, for = is nothing here: " + expression;
    }
    Set<String> faults = new LinkedHashSet<>();
    List<CelIssue> issues = e.getErrors();
    for (CelIssue issue : issues) {
      faults.add(words(expression, issue));
    }
    return String.join("; ", faults);
  }

  private String words(String expression, CelIssue issue) {
    int column = issue.getSourceLocation().getColumn();
    if (issue.getMessage().startsWith("undeclared reference")) {
      Matcher name = NAME.matcher(expression);
      while (name.find()) {
        if (name.start() <= column && column < name.end() && !names.knows(name.group())) {
          return names.refusal(name.group());
        }
      }
    }
    String said = issue.getMessage().replaceAll("\\s+", " ").replace(" (in container '')", "");
    return said + ", at the character " + (column + 1) + " of: " + expression;
  }
}
