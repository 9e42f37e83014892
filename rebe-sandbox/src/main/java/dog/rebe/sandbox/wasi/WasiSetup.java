package dog.rebe.sandbox.wasi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one instance finds around it.
 *
 * @param arguments with the program's name first
 * @param environment names and values
 * @param input standard input; what the guest reads is taken from it
 * @param output standard output
 * @param log standard error
 * @param mounts the granted trees
 * @param maxOpenFiles the most descriptors beside the standard streams and the mounts
 * @param clockNanos the granted clock, in nanoseconds since 1970; null for none
 * @param clockResolutionNanos how fine that clock is
 * @param seed where its random numbers begin
 */
public record WasiSetup(
    List<String> arguments,
    Map<String, String> environment,
    ByteBuffer input,
    ByteSink output,
    ByteSink log,
    List<Mount> mounts,
    int maxOpenFiles,
    @Nullable LongSupplier clockNanos,
    long clockResolutionNanos,
    long seed) {}
