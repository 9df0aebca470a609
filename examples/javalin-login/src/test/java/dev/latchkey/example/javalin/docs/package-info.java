/** The code of the README and the guide, compiled and run. */
@NullMarked
package dev.latchkey.example.javalin.docs;

import org.jspecify.annotations.NullMarked;
