package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A coverage as data that is kept, and as what approvals are bound to. */
final class CoverageText {

  private CoverageText() {}

  static Map<String, Object> form(Coverage coverage) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("nodes", (long) coverage.nodes());
    form.put("unseen", coverage.unseen().stream().map(CoverageText::form).toList());
    return form;
  }

  private static Map<String, Object> form(UnseenNode unseen) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("node", unseen.node().value());
    form.put("kind", unseen.kind());
    form.put("detail", unseen.detail());
    return form;
  }

  /**
   * Reads it back.
   *
   * @throws RuntimeException if it is none
   */
  static Coverage parse(Map<?, ?> form) {
    List<UnseenNode> unseen =
        ((List<?>) needed(form, "unseen")).stream().map(one -> unseen((Map<?, ?>) one)).toList();
    return new Coverage(Math.toIntExact((Long) needed(form, "nodes")), unseen);
  }

  private static UnseenNode unseen(Map<?, ?> form) {
    return new UnseenNode(
        new NodeId((String) needed(form, "node")),
        (String) needed(form, "kind"),
        (String) needed(form, "detail"));
  }

  private static Object needed(Map<?, ?> form, String name) {
    Object value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "What says which machines were seen has no '" + name + "'");
    }
    return value;
  }
}
