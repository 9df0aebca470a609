/** Latchkey for Jakarta Servlet containers: {@link dev.latchkey.servlet.OidcFilter}. */
@NullMarked
package dev.latchkey.servlet;

import org.jspecify.annotations.NullMarked;
