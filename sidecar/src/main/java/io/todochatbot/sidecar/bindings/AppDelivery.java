package io.todochatbot.sidecar.bindings;

import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.spi.InputBinding;

/** The way of input bindings to the application. */
interface AppDelivery {
  /**
   * Asks the application whether it takes a binding's events.
   *
   * @throws io.todochatbot.spi.ComponentException if it gives no answer
   */
  boolean takes(Source source);

  /**
   * Delivers an event and does what the application answers.
   *
   * @return the data of the application's answer
   * @throws io.todochatbot.spi.ComponentException if the application could not be reached or did
   *     not take it
   */
  byte[] deliver(Source source, InputBinding.Event event, Trace trace);

  /**
   * Where events come from.
   *
   * @param binding the component's name
   * @param route where an application that speaks HTTP wants them
   */
  record Source(String binding, String route) {}
}
