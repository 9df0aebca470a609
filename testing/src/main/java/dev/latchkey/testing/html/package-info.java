/** HTML read and written: just enough for sign-in pages and the pages of tests. */
@NullMarked
package dev.latchkey.testing.html;

import org.jspecify.annotations.NullMarked;
