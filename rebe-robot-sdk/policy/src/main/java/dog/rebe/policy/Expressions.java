package dog.rebe.policy;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/** Compiles expressions, and knows what they may speak of. */
final class Expressions {

  private final CelCompiler compiler =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("robot.id", SimpleType.STRING)
          .addVar("robot.version", SimpleType.STRING)
          .addVar("robot.changes", ListType.create(SimpleType.STRING))
          .addVar("plan.impact", SimpleType.STRING)
          .addVar("plan.repeatable", SimpleType.BOOL)
          .addVar("plan.steps", SimpleType.INT)
          .addVar("plan.undoable", SimpleType.BOOL)
          .addVar("preview.complete", SimpleType.BOOL)
          .addVar("blast.nodes", SimpleType.INT)
          .addVar("blast.bytes", SimpleType.INT)
          .addVar("blast.services", ListType.create(SimpleType.STRING))
          .addVar("nodes", ListType.create(MapType.create(SimpleType.STRING, SimpleType.STRING)))
          .addVar("realm", SimpleType.STRING)
          .addVar("requester", SimpleType.STRING)
          .addVar("now.hour", SimpleType.INT)
          .addVar("now.weekday", SimpleType.INT)
          .setResultType(SimpleType.BOOL)
          .build();

  private final CelRuntime runtime = CelRuntimeFactory.legacyCelRuntimeBuilder().build();

  CelRuntime.Program compile(String expression, int line) {
    try {
      return runtime.createProgram(compiler.compile(expression).getAst());
    } catch (CelValidationException e) {
      throw new PolicyException(
          "Line " + line + " of the policy: " + new ExpressionFault().words(expression, e));
    } catch (CelEvaluationException e) {
      throw new PolicyException("Line " + line + " of the policy: " + e.getMessage());
    }
  }
}
