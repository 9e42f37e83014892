package dog.rebe.facts;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processors.
 *
 * @param online how many the kernel schedules on, hardware threads counted one by one
 * @param cores how many cores they are; absent where the kernel does not tell
 * @param sockets how many packages they sit in; absent where the kernel does not tell
 * @param model the processor's, or else the board's, name
 */
public record Processors(
    int online, OptionalInt cores, OptionalInt sockets, Optional<String> model) {}
