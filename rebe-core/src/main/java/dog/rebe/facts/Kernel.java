package dog.rebe.facts;

import java.util.Optional;

/**
 * The running kernel.
 *
 * @param name for instance {@code Linux}
 * @param release for instance {@code 6.1.0-37-amd64}
 * @param version what was built and when
 * @param architecture for instance {@code x86_64}, {@code aarch64}, {@code mips}
 * @param bootId a random id of this boot; a machine with another one has been restarted
 */
public record Kernel(
    String name, String release, String version, String architecture, Optional<String> bootId) {}
