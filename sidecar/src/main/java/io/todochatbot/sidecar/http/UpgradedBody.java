package io.todochatbot.sidecar.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.todochatbot.sidecar.stream.Pace;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Slows the sender of a body that comes with an upgrade to HTTP/2, as the JDK's client sends it.
 * Such a body is still one of HTTP/1.1, and Vert.x reads it as fast as it comes, whoever reads on:
 * so the socket itself is read only when somebody waits. See docs/decisions/012.
 */
final class UpgradedBody extends ChannelOutboundHandlerAdapter implements Pace {
  private final Channel channel;

  private UpgradedBody(Channel channel) {
    this.channel = channel;
  }

  /** What the reader of a request's body must tell; called on the event loop, before any comes. */
  static Pace pace(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2
        && request.connection() instanceof ConnectionBase base
        && base.channel().pipeline().get(LaterUpgrade.NAME) != null) {
      UpgradedBody body = new UpgradedBody(base.channel());
      base.channel().config().setAutoRead(false);
      // what reads the parts of HTTP/1.1 may go on to the end of one; nobody behind it may
      base.channel().pipeline().addBefore(LaterUpgrade.NAME, null, body);
      return body;
    }
    return NONE;
  }

  /** Passes no reading on: HTTP/2 wants some whenever it has got nothing. */
  @Override
  public void read(ChannelHandlerContext context) {}

  @Override
  public void more() {
    channel
        .eventLoop()
        .execute(
            () -> {
              ChannelHandlerContext context = channel.pipeline().context(this);
              if (context != null) {
                context.read();
              }
            });
  }

  @Override
  public void done() {
    channel
        .eventLoop()
        .execute(
            () -> {
              ChannelPipeline pipeline = channel.pipeline();
              if (pipeline.context(this) != null) {
                pipeline.remove(this);
                channel.config().setAutoRead(true);
              }
            });
  }
}
