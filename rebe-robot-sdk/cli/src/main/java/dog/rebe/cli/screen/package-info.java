/** What a person sees: tables, paragraphs, folded results, and the progress line. */
@NullMarked
package dog.rebe.cli.screen;

import org.jspecify.annotations.NullMarked;
