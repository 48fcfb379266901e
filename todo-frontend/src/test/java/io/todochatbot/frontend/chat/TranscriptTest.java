package io.todochatbot.frontend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.todo.dapr.FakeDapr;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private final FakeDapr dapr = new FakeDapr();
  private final Transcripts transcripts = new Transcripts(dapr);

  private Transcript say(int turn) {
    return transcripts.add("ada", "c1", ChatLine.mine("q" + turn), ChatLine.bot("a" + turn));
  }

  @Test
  void isThereForTheNextPage() {
    Transcript said = say(1);

    assertThat(new Transcripts(dapr).of("ada")).isEqualTo(said);
    assertThat(transcripts.of("bob")).isEqualTo(Transcript.EMPTY);
  }

  @Test
  void givesAPageWhatItHasNotSeen() {
    say(1);
    Transcript said = say(2);

    assertThat(said.after(2)).containsExactly(ChatLine.mine("q2"), ChatLine.bot("a2"));
    assertThat(said.after(4)).isEmpty();
    assertThat(said.after(0)).hasSize(4);
  }

  @Test
  void aPageWhoseCountIsNotOursGetsEverything() {
    assertThat(say(1).after(17)).hasSize(2);
  }

  @Test
  void forgetsTheOldestLinesButCountsThem() {
    Transcript said = Transcript.EMPTY;
    for (int turn = 0; turn < 100; turn++) {
      said = say(turn);
    }

    assertThat(said.said()).isEqualTo(200);
    assertThat(said.lines()).hasSize(60);
    assertThat(said.lines().getLast()).isEqualTo(ChatLine.bot("a99"));
    assertThat(said.after(0)).hasSize(60);
  }

  @Test
  void isGoneOnceCleared() {
    say(1);
    transcripts.clear("ada");

    assertThat(transcripts.of("ada")).isEqualTo(Transcript.EMPTY);
  }

  @Test
  void theChatGoesOnWhileTheStoreIsDown() {
    dapr.down("no store");

    assertThat(transcripts.of("ada")).isEqualTo(Transcript.EMPTY);
    assertThat(say(1).lines()).hasSize(2);
  }
}
