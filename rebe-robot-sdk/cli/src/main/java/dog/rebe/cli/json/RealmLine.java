package dog.rebe.cli.json;

import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.realm.Realm;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code rebe realm show --json} prints. */
public final class RealmLine {

  private RealmLine() {}

  /** What its owner signed. */
  public static String of(Realm realm, Instant at) {
    Map<String, Object> fields = StartLine.fields("realm", at);
    fields.put("id", realm.id().value());
    fields.put("name", realm.terms().name());
    fields.put("owner", realm.owner().toString());
    fields.put("chronicle", realm.terms().chronicleKey().toString());
    fields.put(
        "approvers", realm.terms().approvers().stream().map(key -> approver(realm, key)).toList());
    fields.put("changesPerHour", realm.terms().budgets().changesPerHour());
    fields.put("nodesPerDay", realm.terms().budgets().nodesPerDay());
    fields.put("inventory", realm.inventory().keySet());
    fields.put("policies", realm.policies().keySet());
    return JsonLine.of(fields);
  }

  private static Map<String, Object> approver(Realm realm, VerifierKey key) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", key.name());
    fields.put("key", key.toString());
    fields.put("groups", realm.terms().groupsOf(key.name()).stream().sorted().toList());
    return fields;
  }
}
