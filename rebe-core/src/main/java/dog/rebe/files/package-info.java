/**
 * Files of a node: {@link dog.rebe.files.FileView} reads them in place; {@link
 * dog.rebe.files.FileUpload} and {@link dog.rebe.files.FileDownload} move whole files, with digest,
 * mode and atomic rename. Names are bytes.
 */
@NullMarked
package dog.rebe.files;

import org.jspecify.annotations.NullMarked;
