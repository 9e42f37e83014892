package dog.rebe.chronicle;

/**
 * Where a file of entries ends.
 *
 * @param number of the last entry; 0 if there is none
 * @param endBytes the byte after its line
 * @param sha256 the digest of its line
 */
record JournalEnd(long number, long endBytes, String sha256) {

  static final JournalEnd OF_NOTHING = new JournalEnd(0, 0, EntryLine.NOTHING_BEFORE);
}
