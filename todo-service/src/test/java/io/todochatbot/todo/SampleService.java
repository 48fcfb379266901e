package io.todochatbot.todo;

/** A program for {@link ServiceTest}: says when it started and when it was closed. */
final class SampleService {
  private SampleService() {}

  public static void main(String[] args) {
    Service.run(
        environment -> {
          System.out.println("started " + environment.web().port());
          return () -> System.out.println("closed");
        });
  }
}
