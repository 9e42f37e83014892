package dog.rebe.ssh.host;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.trust.KnownHosts;
import dog.rebe.ssh.trust.KnownHostsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Believes what files of known hosts say. They are read again when they have changed. */
public final class KnownHostsPolicy implements HostKeyPolicy {

  private final List<Path> files;
  private final Clock clock;
  private List<Object> stamps = List.of();
  private @Nullable KnownHosts known;

  /**
   * Believes these files; those that do not exist say nothing.
   *
   * @param clock tells whether certificates are valid
   */
  public KnownHostsPolicy(List<Path> files, Clock clock) {
    this.files = List.copyOf(files);
    this.clock = clock;
  }

  /**
   * What the files say now.
   *
   * @throws KnownHostsException if one cannot be read
   */
  public synchronized KnownHosts read() {
    List<Object> now = stamps();
    KnownHosts current = known;
    if (current == null || !now.equals(stamps)) {
      current = KnownHosts.readExisting(files);
      known = current;
      stamps = now;
    }
    return current;
  }

  private List<Object> stamps() {
    List<Object> now = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        now.add(
            List.of(
                attributes.lastModifiedTime(),
                attributes.size(),
                Objects.requireNonNullElse(attributes.fileKey(), "")));
      } catch (NoSuchFileException e) {
        now.add("none");
      } catch (IOException e) {
        now.add(e);
      }
    }
    return now;
  }

  @Override
  public HostKeyCheck prepare(HostIdentity host) throws FaultException {
    try {
      KnownHosts current = read();
      return new KnownHostCheck(host, current, current.host(host.knownAs()), clock);
    } catch (KnownHostsException e) {
      throw new FaultException(FailureKind.HOST_KEY_UNKNOWN, String.valueOf(e.getMessage()));
    }
  }
}
