/** Sessions in a relational database: {@link dev.latchkey.jdbc.JdbcSessionStore}. */
@NullMarked
package dev.latchkey.jdbc;

import org.jspecify.annotations.NullMarked;
