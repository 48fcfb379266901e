package io.todochatbot.conformance.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The first sentences of classes' documentation, read from their sources. */
final class SourceDocs {
  private final Map<String, String> sentences = new HashMap<>();

  private SourceDocs() {}

  /**
   * Reads the sources in a module's folder.
   *
   * @throws IOException if they can't be read
   */
  static SourceDocs of(List<Path> modules) throws IOException {
    SourceDocs docs = new SourceDocs();
    List<Path> files = modules.stream().flatMap(SourceDocs::sources).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  ignored -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        docs.new Classes(trees).scan(unit, String.valueOf(unit.getPackageName()));
      }
    }
    return docs;
  }

  /**
   * The first sentence on a class, as Markdown and without its full stop; empty if there is none.
   */
  String of(Class<?> type) {
    return sentences.getOrDefault(type.getName(), "");
  }

  private static Stream<Path> sources(Path module) {
    try (Stream<Path> all = Files.walk(module.resolve("src/main/java"))) {
      return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String markdown(DocCommentTree comment) {
    String sentence =
        comment.getFirstSentence().stream().map(Object::toString).collect(Collectors.joining());
    return sentence
        .replaceAll("\\{@(?:code|literal) ([^}]*)}", "`$1`")
        .replaceAll("\\{@link(?:plain)? [^} ]* ([^}]*)}", "$1")
        .replaceAll("\\{@link(?:plain)? (?:[^}]*[.#])?([^}]*)}", "`$1`")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ")
        .replaceFirst("\\.$", "")
        .strip();
  }

  private final class Classes extends TreePathScanner<@Nullable Void, String> {
    private final DocTrees trees;

    Classes(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String outside) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean nested = parent.getLeaf() instanceof ClassTree;
      String name = outside + (nested ? "$" : ".") + type.getSimpleName();
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        sentences.put(name, markdown(comment));
      }
      return super.visitClass(type, name);
    }
  }
}
