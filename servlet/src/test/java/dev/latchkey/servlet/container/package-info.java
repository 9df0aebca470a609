/** Servlet containers to test on, all started alike, and a client that sends what browsers never would. */
@NullMarked
package dev.latchkey.servlet.container;

import org.jspecify.annotations.NullMarked;
