package dog.rebe.chronicle;

import java.io.IOException;

/** Follows a file of entries from its writer's side. Called by one thread at a time. */
interface JournalWatcher {

  /** Nobody watches. */
  JournalWatcher NOBODY =
      new JournalWatcher() {
        @Override
        public void recovered(long number) {}

        @Override
        public void forced(long number, long endBytes) {}

        @Override
        public void ended() {}
      };

  /**
   * The file is locked, ends in a whole line, and nothing was appended yet.
   *
   * @param number of the last entry; 0 if there is none
   * @throws ChronicleException if the file must not be written to
   */
  void recovered(long number) throws IOException;

  /** All entries up to this one, whose line ends before this byte, are on the device. */
  void forced(long number, long endBytes);

  /** Nothing more will be written; the file is still locked. May block. */
  void ended();
}
