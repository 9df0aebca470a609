/** Sessions in Redis or Valkey, for more than one node. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // Lettuce and Reactor have a name, but no descriptor
module dev.latchkey.redis {
    requires io.netty.handler;
    requires io.netty.transport;
    requires lettuce.core;
    requires org.slf4j;
    requires reactor.core;
    requires transitive dev.latchkey.core;
    requires static transitive org.jspecify;

    exports dev.latchkey.redis;
}
