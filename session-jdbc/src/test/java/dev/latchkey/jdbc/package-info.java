/** The store on H2, PostgreSQL and HSQLDB. */
@NullMarked
package dev.latchkey.jdbc;

import org.jspecify.annotations.NullMarked;
