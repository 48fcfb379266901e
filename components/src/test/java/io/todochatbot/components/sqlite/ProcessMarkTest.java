package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.components.sqlite.ProcessMark.Life;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
  private final ProcessMark own = ProcessMark.own();

  @Test
  void knowsThatItLivesItself() {
    assertThat(own.lifeOf(ProcessMark.own())).isEqualTo(Life.ALIVE);
  }

  @Test
  void knowsAnEndedProcessEvenIfItsIdIsInUseAgain() {
    String[] parts = own.process().split(" ", -1);

    assertThat(own.lifeOf(other(parts[0], parts[1], "2001-01-01T00:00:00Z"))).isEqualTo(Life.ENDED);
    assertThat(own.lifeOf(other(parts[0], "999999999", parts[2]))).isEqualTo(Life.ENDED);
    assertThat(own.lifeOf(new ProcessMark("before the restart", own.process())))
        .isEqualTo(Life.ENDED);
  }

  @Test
  void knowsNothingOfProcessesInOtherContainers() {
    assertThat(own.lifeOf(other("pid:[1]", "1", "2001-01-01T00:00:00Z"))).isEqualTo(Life.UNKNOWN);
    assertThat(own.lifeOf(new ProcessMark(own.machine(), "odd"))).isEqualTo(Life.UNKNOWN);
  }

  private ProcessMark other(String namespace, String pid, String start) {
    return new ProcessMark(own.machine(), namespace + " " + pid + " " + start);
  }
}
