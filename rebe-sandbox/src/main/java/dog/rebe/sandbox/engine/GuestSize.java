package dog.rebe.sandbox.engine;

/**
 * How large an instance may grow.
 *
 * @param memoryPages pages of 64 KiB, from 1
 * @param tableEntries the most that one table may hold
 */
public record GuestSize(int memoryPages, int tableEntries) {}
