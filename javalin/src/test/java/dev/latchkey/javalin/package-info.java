@NullMarked
package dev.latchkey.javalin;

import org.jspecify.annotations.NullMarked;
