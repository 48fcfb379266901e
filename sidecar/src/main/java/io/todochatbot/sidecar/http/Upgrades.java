package io.todochatbot.sidecar.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Decides which requests of an HTTP/1.1 connection may ask for HTTP/2 ({@code Upgrade: h2c}): any,
 * as in daprd, where Vert.x lets only the first; but none with a body, which Vert.x would read
 * without regard to whether anybody takes it, and none while others are unanswered. Such a request
 * stays one of HTTP/1.1, as the server may choose.
 *
 * <p>Vert.x's own handler, which leaves the connection after the first request, is put back when a
 * later one asks. See docs/decisions/013.
 */
final class Upgrades extends ChannelDuplexHandler {
  /** As Vert.x names its handler, which it takes out by this name. */
  static final String VERTX_NAME = "h2c";

  static final String NAME = "h2c-offer";

  private final ChannelInboundHandler upgrade;
  private int unanswered;

  Upgrades(ChannelInboundHandler upgrade) {
    this.upgrade = upgrade;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request && asks(request)) {
      if (unanswered == 0 && !hasBody(request)) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(VERTX_NAME) == null) {
          pipeline.addAfter(NAME, VERTX_NAME, new Again(upgrade));
        }
        context.fireChannelRead(message);
        return;
      }
      request.headers().remove(HttpHeaderNames.UPGRADE);
      request.headers().remove("http2-settings");
    }
    if (message instanceof HttpRequest) {
      unanswered++;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    boolean switched =
        message instanceof HttpResponse response
            && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    boolean interim =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !interim && unanswered > 0) {
      unanswered--;
    }
    if (switched) {
      // as daprd spells it
      ((HttpResponse) message).headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
    }
    super.write(context, message, promise);
    if (switched) {
      context.pipeline().remove(this);
    }
  }

  private static boolean asks(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.UPGRADE, VERTX_NAME, true);
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) != 0;
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
}
