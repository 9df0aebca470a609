package dev.latchkey.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** TLS by the application's own context, with the same check of the server's name. */
final class OwnTrust implements NettyCustomizer {
    private final SSLContext context;

    OwnTrust(SSLContext context) {
        this.context = context;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        SslHandler standard = channel.pipeline().get(SslHandler.class);
        if (standard == null) {
            return;
        }
        SSLEngine engine = context.createSSLEngine(
                standard.engine().getPeerHost(), standard.engine().getPeerPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler own = new SslHandler(engine);
        own.setHandshakeTimeoutMillis(standard.getHandshakeTimeoutMillis());
        channel.pipeline().replace(standard, null, own);
    }
}
