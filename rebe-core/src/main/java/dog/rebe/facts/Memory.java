package dog.rebe.facts;

import java.util.OptionalLong;

/**
 * Memory and swap, in bytes.
 *
 * @param totalBytes what the kernel can use
 * @param freeBytes what nobody uses
 * @param availableBytes what programs could still get without swapping; absent before Linux 3.14
 * @param buffersBytes buffers of block devices
 * @param cachedBytes the page cache
 * @param swapTotalBytes 0 for a machine without swap
 * @param swapFreeBytes what of it nobody uses
 */
public record Memory(
    long totalBytes,
    long freeBytes,
    OptionalLong availableBytes,
    long buffersBytes,
    long cachedBytes,
    long swapTotalBytes,
    long swapFreeBytes) {}
