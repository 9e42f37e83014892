/**
 * The append-only record of what was intended and what became of it: the {@link
 * dog.rebe.chronicle.Chronicle}, its {@linkplain dog.rebe.chronicle.JsonLinesChronicle file of JSON
 * lines}, and its {@linkplain dog.rebe.chronicle.ChronicleReader reader}.
 */
@NullMarked
package dog.rebe.chronicle;

import org.jspecify.annotations.NullMarked;
