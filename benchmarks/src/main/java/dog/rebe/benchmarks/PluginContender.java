package dog.rebe.benchmarks;

/** A way to run the same guest logic: a request goes in, an answer comes out. */
interface PluginContender {

  /** How a line of the result calls it. */
  String name();

  /** How many calls it makes in a round. */
  int batch();

  byte[] call(byte[] request);
}
