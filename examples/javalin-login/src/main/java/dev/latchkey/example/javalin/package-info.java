/** Login for a Javalin application. */
@NullMarked
package dev.latchkey.example.javalin;

import org.jspecify.annotations.NullMarked;
