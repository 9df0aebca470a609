/** Not API. Our cookies: their names, their sealed contents, and reading them from a request. */
@NullMarked
package dev.latchkey.cookie;

import org.jspecify.annotations.NullMarked;
