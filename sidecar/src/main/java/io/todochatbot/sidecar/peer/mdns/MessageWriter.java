package io.todochatbot.sidecar.peer.mdns;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a DNS message, its names uncompressed. */
final class MessageWriter {
  private static final int AUTHORITATIVE_RESPONSE = 0x8400;
  private static final int INTERNET = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private MessageWriter() {}

  /**
   * The message as bytes; all its records go into the answer section.
   *
   * @throws IllegalArgumentException if a name is none that DNS can carry
   */
  static ByteBuffer write(Message message) {
    MessageWriter writer = new MessageWriter();
    try {
      writer.message(message);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return ByteBuffer.wrap(writer.bytes.toByteArray());
  }

  private void message(Message message) throws IOException {
    out.writeShort(message.id());
    out.writeShort(message.response() ? AUTHORITATIVE_RESPONSE : 0);
    out.writeShort(message.questions().size());
    out.writeShort(message.records().size());
    out.writeInt(0);
    for (Message.Question question : message.questions()) {
      name(question.name());
      out.writeShort(question.type());
      out.writeShort(INTERNET);
    }
    for (Message.Entry entry : message.records()) {
      name(entry.name());
      out.writeShort(entry.type());
      out.writeShort(INTERNET);
      out.writeInt(entry.ttlSeconds());
      byte[] data = data(entry);
      out.writeShort(data.length);
      out.write(data);
    }
  }

  private static byte[] data(Message.Entry entry) throws IOException {
    MessageWriter writer = new MessageWriter();
    switch (entry) {
      case Message.Pointer pointer -> writer.name(pointer.instance());
      case Message.Service service -> {
        writer.out.writeInt(0);
        writer.out.writeShort(service.port());
        writer.name(service.host());
      }
      case Message.Text text -> {
        for (String one : text.texts()) {
          writer.label(one, 255);
        }
      }
      case Message.Address address -> writer.out.write(address.ip().getAddress());
    }
    return writer.bytes.toByteArray();
  }

  private void name(String name) throws IOException {
    for (String label : List.of(name.split("\\.", -1))) {
      if (label.isEmpty()) {
        throw new IllegalArgumentException(
            "DNS has no name \"" + name + "\": a part of it is empty");
      }
      label(label, 63);
    }
    out.writeByte(0);
  }

  private void label(String text, int longest) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > longest) {
      throw new IllegalArgumentException(
          "DNS can't carry \"" + text + "\": more than " + longest + " bytes");
    }
    out.writeByte(encoded.length);
    out.write(encoded);
  }
}
