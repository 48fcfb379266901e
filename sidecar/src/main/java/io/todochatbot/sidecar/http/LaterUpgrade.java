package io.todochatbot.sidecar.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Lets any request of an HTTP/1.1 connection ask for HTTP/2 ({@code Upgrade: h2c}), as daprd does;
 * Vert.x lets only the first. Vert.x's own handler, which leaves the connection after that first
 * request, is kept at hand and put back when it is asked for: see docs/decisions/012.
 *
 * <p>A request that asks while others of the connection are unanswered stays one of HTTP/1.1.
 */
final class LaterUpgrade extends ChannelDuplexHandler {
  /** As Vert.x names its handler, which it takes out by this name. */
  static final String NAME = "h2c";

  /** What Vert.x takes out first of all when it upgrades. */
  private static final String ENCODER = "httpEncoder";

  private static final String OWN_NAME = "h2c-later";

  private final ChannelInboundHandler upgrade;
  private int unanswered;

  private LaterUpgrade(ChannelInboundHandler upgrade) {
    this.upgrade = upgrade;
  }

  /** Called by Vert.x with the first request of a connection, before that is answered. */
  static void offer(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelPipeline pipeline = base.channel().pipeline();
      ChannelHandler first = pipeline.get(NAME);
      boolean upgraded = pipeline.get(ENCODER) == null;
      if (!upgraded && first instanceof ChannelInboundHandler upgrade) {
        pipeline.addAfter(NAME, OWN_NAME, new LaterUpgrade(upgrade));
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request) {
      if (unanswered == 0 && request.headers().contains(HttpHeaderNames.UPGRADE, NAME, true)) {
        ChannelPipeline pipeline = context.pipeline();
        Again again = new Again(upgrade);
        pipeline.replace(this, NAME, again);
        pipeline.addBefore(NAME, OWN_NAME, new Spelling());
        again.channelRead(pipeline.context(again), message);
        return;
      }
      unanswered++;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    boolean interim =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !interim && unanswered > 0) {
      unanswered--;
    }
    super.write(context, message, promise);
  }

  /** Vert.x's handler under another name: Netty takes no handler a second time. */
  private static final class Again extends ChannelInboundHandlerAdapter {
    private final ChannelInboundHandler upgrade;

    Again(ChannelInboundHandler upgrade) {
      this.upgrade = upgrade;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      upgrade.channelRead(context, message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      upgrade.userEventTriggered(context, event);
    }
  }

  /** Spells the answer to the upgrade as daprd does. */
  private static final class Spelling extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpResponse response) {
        response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
      }
      super.write(context, message, promise);
      context.pipeline().remove(this);
    }
  }
}
