/** Not API. The signed-in session: its contents, its sealed form and its cookies. */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
