package io.todochatbot.sidecar.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * Stands before all of Vert.x's handlers until the first bytes of a connection have told which
 * protocol it speaks, and puts {@link Upgrades} into one of HTTP/1.1 before the first request is
 * read: for that, the first bytes pass one by one until Vert.x has decided.
 */
final class Beginning extends ChannelInboundHandlerAdapter {
  /** More than the beginning of HTTP/2 has. */
  private static final int LONG_ENOUGH = 32;

  private int seen;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    while (bytes.readableBytes() > 1 && !decided(pipeline)) {
      seen++;
      context.fireChannelRead(bytes.readRetainedSlice(1));
    }
    if (decided(pipeline)) {
      ChannelHandler upgrade = pipeline.get(Upgrades.VERTX_NAME);
      if (upgrade instanceof ChannelInboundHandler first) {
        pipeline.addBefore(Upgrades.VERTX_NAME, Upgrades.NAME, new Upgrades(first));
      }
      pipeline.remove(this);
    }
    context.fireChannelRead(bytes);
  }

  private boolean decided(ChannelPipeline pipeline) {
    return seen >= LONG_ENOUGH || pipeline.get(Upgrades.VERTX_NAME) != null;
  }
}
