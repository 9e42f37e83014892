package dog.rebe.sandbox.engine;

import java.util.List;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** The engine's types of a {@link HostFunction#signature()}. */
record SignatureTypes(FunctionType functionType, boolean hasResult) {

  static SignatureTypes of(String signature) {
    int colon = signature.indexOf(':');
    List<ValType> results = types(signature.substring(colon + 1));
    return new SignatureTypes(
        FunctionType.of(types(signature.substring(0, colon)), results), !results.isEmpty());
  }

  private static List<ValType> types(String letters) {
    return letters.chars().mapToObj(letter -> letter == 'I' ? ValType.I64 : ValType.I32).toList();
  }
}
