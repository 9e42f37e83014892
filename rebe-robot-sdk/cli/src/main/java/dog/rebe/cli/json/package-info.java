/** One JSON object per line, for programs that read what the command line prints. */
@NullMarked
package dog.rebe.cli.json;

import org.jspecify.annotations.NullMarked;
