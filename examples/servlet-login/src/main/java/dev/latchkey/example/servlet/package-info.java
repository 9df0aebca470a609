/** Login for servlets. */
@NullMarked
package dev.latchkey.example.servlet;

import org.jspecify.annotations.NullMarked;
