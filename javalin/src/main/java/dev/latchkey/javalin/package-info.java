/** Latchkey for Javalin: {@link dev.latchkey.javalin.OidcPlugin}. */
@NullMarked
package dev.latchkey.javalin;

import org.jspecify.annotations.NullMarked;
