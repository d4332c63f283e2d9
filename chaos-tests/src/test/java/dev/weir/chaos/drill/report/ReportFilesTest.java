package dev.weir.chaos.drill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.WeirException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportFilesTest {

  @TempDir private Path directory;

  @Test
  void whatIsWritten_isReadAgain() {
    DrillReport report = Tapes.recoveringAfter(1_000).report();
    ReportFiles.write(directory, report);
    assertThat(ReportFiles.read(directory)).isEqualTo(report);
  }

  @Test
  void theLastReport_isKept_andComparedWith() {
    ReportFiles.write(directory, Tapes.recoveringAfter(1_000).report());
    DrillReport second = ReportFiles.write(directory, Tapes.recoveringAfter(500).report());
    Difference difference = second.difference().orElseThrow();
    assertThat(difference.outcome()).isEqualTo(Outcome.PASS);
    assertThat(difference.sameConfig()).isTrue();
    assertThat(difference.changes())
        .anySatisfy(change -> {
          assertThat(change.what()).isEqualTo("recovery, ms");
          assertThat(change.before()).isGreaterThan(change.now());
        });
    assertThat(directory.resolve(ReportFiles.LAST)).exists();
  }

  @Test
  void junit_hasACaseForEachBar_andAnErrorForWhatProvesNothing() throws Exception {
    Element good = junit(Tapes.recoveringAfter(0).report());
    assertThat(good.getAttribute("failures")).isEqualTo("0");
    assertThat(good.getElementsByTagName("testcase").getLength()).isGreaterThan(10);

    Element bad = junit(Tapes.recoveringAfter(3_000).report());
    assertThat(bad.getElementsByTagName("failure").getLength())
        .isEqualTo(Integer.parseInt(bad.getAttribute("failures")))
        .isGreaterThan(1);

    Element nothing =
        junit(Tapes.recoveringAfter(0).provingNothing("a hook said \u0007 <no>").report());
    assertThat(nothing.getAttribute("errors")).isEqualTo("1");
    assertThat(nothing.getElementsByTagName("testcase").getLength()).isEqualTo(1);
  }

  private static Element junit(DrillReport report) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(JUnitXml.of(report).getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  @Test
  void page_needsNothingElse_andNothingEndsItsScripts() throws Exception {
    ReportFiles.write(
        directory, Tapes.recoveringAfter(0).provingNothing("</script><b>hook</b>").report());
    String page = Files.readString(directory.resolve(ReportFiles.PAGE));
    assertThat(page).contains("uPlot", "INCONCLUSIVE").doesNotContain("{{");
    assertThat(page).doesNotContain("</script><b>");
    assertThat(page.split("</script>", -1)).hasSize(4);
    assertThat(page).doesNotContainPattern("(src|href)=[\"']?(https?:)?//");
  }

  @Test
  void whatIsNoReport_isSaidSo() throws Exception {
    Files.writeString(directory.resolve(ReportFiles.JSON), "{]");
    assertThatThrownBy(() -> ReportFiles.read(directory))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("is no report");
  }
}
