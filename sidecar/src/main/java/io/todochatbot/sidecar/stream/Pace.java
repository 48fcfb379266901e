package io.todochatbot.sidecar.stream;

/** What a reader tells its source beyond {@code fetch}, for one that would not wait otherwise. */
public interface Pace {
  /** For a source that waits by itself. */
  Pace NONE =
      new Pace() {
        @Override
        public void more() {}

        @Override
        public void done() {}
      };

  /** The reader has nothing left and waits. */
  void more();

  /** Nothing is read any more. */
  void done();
}
