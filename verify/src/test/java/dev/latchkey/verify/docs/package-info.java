/** What the documentation says is true. */
@NullMarked
package dev.latchkey.verify.docs;

import org.jspecify.annotations.NullMarked;
