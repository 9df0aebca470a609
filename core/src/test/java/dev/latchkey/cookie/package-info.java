/** Cookies and their seal. */
@NullMarked
package dev.latchkey.cookie;

import org.jspecify.annotations.NullMarked;
