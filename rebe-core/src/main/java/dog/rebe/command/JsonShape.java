package dog.rebe.command;

import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** What JSON a {@link JsonDecoder} expects, and how strictly it reads it. */
record JsonShape(
    Class<?> type,
    boolean list,
    boolean ignoreUnknown,
    UnaryOperator<String> names,
    int maxDepth,
    int maxStringLength) {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_STRING_LENGTH = 1024 * 1024;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 10_000;

  JsonShape {
    if (maxDepth < 1 || maxStringLength < 1) {
      throw new IllegalArgumentException("The limits for depth and strings must be at least 1");
    }
    requireReachable(type);
  }

  /** Found out now and not when the first output comes. */
  private static void requireReachable(Class<?> type) {
    Module module = type.getModule();
    String name = type.getPackageName();
    boolean visible = module.isExported(name);
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      visible &= Modifier.isPublic(c.getModifiers());
    }
    if (!visible && !module.isOpen(name, JsonMapper.class.getModule())) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be made from JSON: make it public in an exported package, or write 'opens "
              + name
              + " to tools.jackson.databind;' into the module's descriptor");
    }
  }

  static JsonShape one(Class<?> type) {
    return new JsonShape(
        type, false, false, UnaryOperator.identity(), MAX_DEPTH, MAX_STRING_LENGTH);
  }

  static JsonShape list(Class<?> type) {
    return new JsonShape(type, true, false, UnaryOperator.identity(), MAX_DEPTH, MAX_STRING_LENGTH);
  }

  JsonShape ignoringUnknownFields() {
    return new JsonShape(type, list, true, names, maxDepth, maxStringLength);
  }

  JsonShape withNames(UnaryOperator<String> newNames) {
    return new JsonShape(type, list, ignoreUnknown, newNames, maxDepth, maxStringLength);
  }

  JsonShape withMaxDepth(int depth) {
    return new JsonShape(type, list, ignoreUnknown, names, depth, maxStringLength);
  }

  JsonShape withMaxStringLength(int length) {
    return new JsonShape(type, list, ignoreUnknown, names, maxDepth, length);
  }

  ObjectReader reader() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxStringLength(maxStringLength)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    JsonMapper mapper =
        JsonMapper.builder(factory)
            .propertyNamingStrategy(new Names(names))
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, !ignoreUnknown)
            .enable(
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    return mapper.readerFor(javaType(mapper));
  }

  private JavaType javaType(JsonMapper mapper) {
    return list
        ? mapper.getTypeFactory().constructCollectionType(List.class, type)
        : mapper.getTypeFactory().constructType((Type) type);
  }

  @Override
  public String toString() {
    return (list ? "a list of " : "") + type.getSimpleName();
  }

  /** Names of fields for names of components. */
  private static final class Names extends PropertyNamingStrategy {
    private static final long serialVersionUID = 1L;
    private final transient UnaryOperator<String> fieldOf;

    Names(UnaryOperator<String> fieldOf) {
      this.fieldOf = fieldOf;
    }

    @Override
    public String nameForConstructorParameter(
        MapperConfig<?> config, AnnotatedParameter parameter, String name) {
      return fieldOf.apply(name);
    }

    @Override
    public String nameForField(MapperConfig<?> config, AnnotatedField field, String name) {
      return fieldOf.apply(name);
    }

    @Override
    public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String name) {
      return fieldOf.apply(name);
    }
  }
}
