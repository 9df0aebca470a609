/** Sessions in cookies and in stores. */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
