package dog.rebe.sandbox.previewer;

import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.PosixNode;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The utility {@code test} with up to four arguments (POSIX.1-2017, XCU test). */
final class TestExpression {

  private final ShellFiles files;
  private final String directory;

  TestExpression(ShellFiles files, String directory) {
    this.files = files;
    this.directory = directory;
  }

  boolean holds(List<String> words) throws CannotTell {
    if (words.isEmpty()) {
      return false;
    }
    if (words.get(0).equals("!") && words.size() > 1 && words.size() != 3) {
      return !holds(words.subList(1, words.size()));
    }
    return switch (words.size()) {
      case 1 -> !words.get(0).isEmpty();
      case 2 -> unary(words.get(0), words.get(1));
      case 3 -> binary(words.get(0), words.get(1), words.get(2));
      default ->
          throw new CannotTell("I follow test with one condition; join several with && and ||");
    };
  }

  private boolean unary(String operator, String operand) throws CannotTell {
    Optional<TreeNode> node =
        files.find(directory, operand, !(operator.equals("-L") || operator.equals("-h")));
    return switch (operator) {
      case "-z" -> operand.isEmpty();
      case "-n" -> !operand.isEmpty();
      case "-e" -> node.isPresent();
      case "-f" -> is(node, FileType.REGULAR);
      case "-d" -> is(node, FileType.DIRECTORY);
      case "-L", "-h" -> is(node, FileType.SYMBOLIC_LINK);
      case "-s" -> node.isPresent() && hasContent(node.get());
      case "-r" -> may(node, true, false);
      case "-w" -> may(node, false, true);
      default -> throw new CannotTell("I do not know '" + operator + "' of test");
    };
  }

  private static boolean is(Optional<TreeNode> node, FileType type) {
    return node.orElse(null) instanceof PosixNode posix && posix.posix().type() == type;
  }

  private static boolean hasContent(TreeNode node) throws CannotTell {
    if (node instanceof PosixNode posix && posix.posix().type() == FileType.REGULAR) {
      return posix.posix().sizeBytes() > 0;
    }
    throw new CannotTell("I know test -s of files alone");
  }

  private static boolean may(Optional<TreeNode> node, boolean read, boolean write) {
    try {
      if (node.orElse(null) instanceof PosixNode posix) {
        posix.requireOpenable(read, write);
        return true;
      }
      return false;
    } catch (TreeException e) {
      return false;
    }
  }

  private static boolean binary(String left, String operator, String right) throws CannotTell {
    return switch (operator) {
      case "=" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "-eq" -> compare(left, right) == 0;
      case "-ne" -> compare(left, right) != 0;
      case "-lt" -> compare(left, right) < 0;
      case "-le" -> compare(left, right) <= 0;
      case "-gt" -> compare(left, right) > 0;
      case "-ge" -> compare(left, right) >= 0;
      default -> throw new CannotTell("I do not know '" + operator + "' of test");
    };
  }

  private static int compare(String left, String right) throws CannotTell {
    if (!left.matches("-?[0-9]{1,18}") || !right.matches("-?[0-9]{1,18}")) {
      throw new CannotTell("test compares '" + left + "' and '" + right + "' as numbers");
    }
    return new BigInteger(left).compareTo(new BigInteger(right));
  }
}
