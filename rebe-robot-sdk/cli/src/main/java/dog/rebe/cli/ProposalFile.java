package dog.rebe.cli;

import dog.rebe.change.PlanReader;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.node.Node;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.ProposalText;
import dog.rebe.runner.SignedApproval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A proposal in a file, and the approvals in the files beside it. */
final class ProposalFile {

  private static final String APPROVAL = ".approval";

  private final Path file;

  ProposalFile(Path file) {
    this.file = file;
  }

  /** Writes it into a new file, and says how it goes on. */
  void keep(Proposal proposal, Screen screen) {
    write(file, ProposalText.bytes(proposal));
    screen.flush();
    String name = Shown.value(file.toString());
    screen.remark(
        Tone.PLAIN,
        "Kept in " + name + ". It is approved with: rebe robot approve " + name + " --key KEY");
  }

  /**
   * Reads it.
   *
   * @param nodes the machines, as far as they are known
   * @throws BadInput if it is no proposal, or was changed
   */
  Proposal read(List<Node> nodes) {
    try {
      return ProposalText.read(LocalFile.bytes(file, "The proposal"), PlanReader.create(), nodes);
    } catch (IllegalArgumentException e) {
      throw new BadInput(Shown.value(file.toString()) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Says so where this person has approved it already. An approval that has expired, or is of
   * something else, is none.
   *
   * @throws BadInput if there is one that counts
   */
  void requireNoneOf(String name, Proposal proposal, Instant now) {
    Path beside = beside(name);
    if (!Files.exists(beside)) {
      return;
    }
    SignedApproval earlier = approval(beside);
    if (earlier.subject().equals(proposal.subject()) && now.isBefore(earlier.expiresAt())) {
      String shown = Shown.value(beside.toString());
      throw new BadInput(
          name
              + " has approved this already, until "
              + earlier.expiresAt()
              + ", in "
              + shown
              + ". To approve it anew remove that first: rm "
              + shown);
    }
  }

  /** Keeps an approval beside it, in place of one that counts no more. */
  Path add(SignedApproval approval, String name) {
    Path beside = beside(name);
    try {
      Path draft = Files.createTempFile(beside.toAbsolutePath().getParent(), ".approval", "");
      Files.write(draft, approval.json().getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(draft, beside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BadInput(
          "The file " + Shown.value(beside.toString()) + " cannot be written: " + e.getMessage(),
          e);
    }
    return beside;
  }

  private Path beside(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return file.resolveSibling(file.getFileName() + "." + safe + APPROVAL);
  }

  /** The approvals beside it. */
  List<SignedApproval> approvals() {
    List<SignedApproval> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(file.toAbsolutePath().resolveSibling(""))) {
      String prefix = file.getFileName() + ".";
      for (Path beside : files.sorted().toList()) {
        String name = String.valueOf(beside.getFileName());
        if (name.startsWith(prefix) && name.endsWith(APPROVAL)) {
          all.add(approval(beside));
        }
      }
    } catch (IOException e) {
      throw new BadInput("The folder of " + Shown.value(file.toString()) + " cannot be read", e);
    }
    return all;
  }

  private static SignedApproval approval(Path file) {
    try {
      return SignedApproval.parse(LocalFile.text(file, "The approval"));
    } catch (IllegalArgumentException e) {
      throw new BadInput(Shown.value(file.toString()) + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new BadInput(
          "There is a file " + Shown.value(file.toString()) + " already: name another", e);
    } catch (IOException e) {
      throw new BadInput(
          "The file " + Shown.value(file.toString()) + " cannot be written: " + e.getMessage(), e);
    }
  }
}
