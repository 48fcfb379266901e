package io.todochatbot.conformance.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * No file is longer than 500 lines and no method than 40, in all modules. Tests may hold longer
 * tables and texts.
 */
final class SizeRulesTest {
  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 40;

  @Test
  void noFileIsLongerThan500Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path source : sources()) {
      long lines = Files.readAllLines(source).size();
      if (lines > FILE_LINES) {
        tooLong.add(source + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noMethodIsLongerThan40Lines() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> tooLong = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  ignored -> {},
                  List.of(),
                  null,
                  files.getJavaFileObjectsFromPaths(programs()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(positions, tooLong).scan(unit, unit);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> programs() throws IOException {
    return sources().stream().filter(source -> source.toString().contains("/src/main/")).toList();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module :
          modules.filter(m -> Files.isDirectory(m.resolve("src"))).sorted().toList()) {
        try (Stream<Path> all = Files.walk(module.resolve("src"))) {
          all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }

  private static final class Methods extends TreeScanner<Void, CompilationUnitTree> {
    private final SourcePositions positions;
    private final List<String> tooLong;

    Methods(SourcePositions positions, List<String> tooLong) {
      this.positions = positions;
      this.tooLong = tooLong;
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      LineMap lines = unit.getLineMap();
      if (method.getBody() != null) {
        long start = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long end = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        long length = end - start + 1;
        if (length > METHOD_LINES) {
          tooLong.add(
              unit.getSourceFile().getName() + ": " + method.getName() + ": " + length + " lines");
        }
      }
      return super.visitMethod(method, unit);
    }
  }
}
