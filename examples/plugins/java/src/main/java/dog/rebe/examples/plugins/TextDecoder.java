package dog.rebe.examples.plugins;

/** Makes a value of what a tool printed: strings, longs, booleans, lists and maps. */
interface TextDecoder {

  Object decode(ToolOutput output) throws RefusalException;
}
