package dog.rebe.sandbox.previewer;

import dog.rebe.outcome.CapturedStream;

/**
 * How a tool ended.
 *
 * @param status its exit status
 * @param output what it wrote to standard output
 * @param log what it wrote to standard error
 */
record ToolRun(int status, CapturedStream output, CapturedStream log) {}
