/** What a person typed: options, sizes, durations, inventories, and what is wrong with them. */
@NullMarked
package dog.rebe.cli.input;

import org.jspecify.annotations.NullMarked;
