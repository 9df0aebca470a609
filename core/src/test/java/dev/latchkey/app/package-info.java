/** What the application is told. */
@NullMarked
package dev.latchkey.app;

import org.jspecify.annotations.NullMarked;
