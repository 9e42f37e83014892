/**
 * How a run over a fleet is told: as JSON lines for programs, or in words and tables for people.
 */
@NullMarked
package dog.rebe.cli.report;

import org.jspecify.annotations.NullMarked;
