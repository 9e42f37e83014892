package dog.rebe.ssh.config;

import java.nio.file.Path;

/** A line of a file, from 1. */
record Place(Path file, int line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
