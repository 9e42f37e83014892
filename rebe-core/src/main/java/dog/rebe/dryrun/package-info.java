/** Commands that preview themselves: packages, services and settings, without touching them. */
@NullMarked
package dog.rebe.dryrun;

import org.jspecify.annotations.NullMarked;
