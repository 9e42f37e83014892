package dog.rebe.realm;

import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.node.Inventory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An owner's unit of trust: whose keys count, which machines, which policies and budgets, and where
 * it is recorded. Everything in it was signed by the owner's key when it was {@linkplain
 * RealmFolder#load loaded}. Immutable.
 *
 * <p>Approvals bind the {@link #id}: one that was given in a realm counts in no other, even where
 * the same person approves in both.
 */
public final class Realm {

  private final VerifierKey owner;
  private final RealmTerms terms;
  private final Path folder;
  private final SortedMap<String, byte[]> inventory;
  private final SortedMap<String, byte[]> policies;

  Realm(
      VerifierKey owner,
      RealmTerms terms,
      Path folder,
      Map<String, byte[]> inventory,
      Map<String, byte[]> policies) {
    this.owner = Objects.requireNonNull(owner, "owner");
    this.terms = Objects.requireNonNull(terms, "terms");
    this.folder = Objects.requireNonNull(folder, "folder");
    this.inventory = copyOf(inventory);
    this.policies = copyOf(policies);
  }

  private static SortedMap<String, byte[]> copyOf(Map<String, byte[]> files) {
    SortedMap<String, byte[]> copy = new TreeMap<>();
    files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** What identifies it. */
  public RealmId id() {
    return RealmId.of(owner);
  }

  /** Whose it is. */
  public VerifierKey owner() {
    return owner;
  }

  /** Its name for people, keys and budgets. */
  public RealmTerms terms() {
    return terms;
  }

  /**
   * The files of its inventory as the owner signed them, by name.
   *
   * @return copies
   */
  public SortedMap<String, byte[]> inventory() {
    return copyOf(inventory);
  }

  /**
   * The files of its policies as the owner signed them, by name.
   *
   * @return copies
   */
  public SortedMap<String, byte[]> policies() {
    return copyOf(policies);
  }

  /**
   * Its machines: those of every file of the inventory, each of them a host list as {@link
   * dog.rebe.node.HostListInventory} reads it, in the order of the files' names.
   *
   * @throws dog.rebe.node.InventoryException if a line is wrong, or two machines have the same id
   * @throws RealmException if the inventory has no file
   */
  public Inventory machines() {
    return RealmMachines.of(this);
  }

  /** Where it was loaded from: an absolute path. */
  public Path folder() {
    return folder;
  }

  /** The folder of runs that may have to be resumed. It is no part of what the owner signed. */
  public Path runsFolder() {
    return folder.resolve("runs");
  }

  /** The folder of its chronicle. */
  public Path chronicleFolder() {
    return folder.resolve("chronicle");
  }

  /** Its name and id. */
  @Override
  public String toString() {
    return "the realm " + terms.name() + " (" + id() + ")";
  }
}
