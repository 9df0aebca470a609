/** Latchkey sessions in a relational database, for more than one node. */
@org.jspecify.annotations.NullMarked
module dev.latchkey.jdbc {
    requires transitive dev.latchkey.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.latchkey.jdbc;
}
