/** The filter, on every container. */
@NullMarked
package dev.latchkey.servlet;

import org.jspecify.annotations.NullMarked;
