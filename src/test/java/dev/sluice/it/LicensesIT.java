package dev.sluice.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The runnable jar holds the licence of every work whose classes it holds. */
class LicensesIT {

  private static final Path PROGRAM =
      Path.of(System.getProperty("sluice.jar", "target/sluice.jar"));
  private static final String LIST = "META-INF/licenses/THIRD-PARTY.txt";

  /** What the licences say of works whose own jars hold no licence, less white space. */
  private static final Map<String, List<String>> OWN_WORDS =
      Map.of(
          "META-INF/licenses/zstd-jni.txt",
          List.of(
              "Copyright(c)2015-present,LubenKaravelov",
              "Redistributionsinbinaryformmustreproducetheabovecopyrightnotice"),
          "META-INF/licenses/zstd.txt",
          List.of(
              "Copyright(c)MetaPlatforms,Inc.andaffiliates.",
              "NeitherthenameFacebook,norMeta,northenamesofitscontributors"),
          "META-INF/licenses/reactive-streams.txt",
          List.of("MITNoAttribution", "Copyright2014ReactiveStreams"),
          "META-INF/licenses/netty.txt",
          List.of(
              "Copyright(c)2010-2011MatthewJ.FrancisandContributorsofthejbzip2Project",
              "Copyright(c)2003-2008YutaMori",
              "Copyright(c)2011,JoeWalnes,AslakHellesøyandcontributors"),
          "META-INF/LICENSE",
          List.of("ApacheLicenseVersion2.0,January2004", "ENDOFTERMSANDCONDITIONS"));

  @Test
  void list_ofThirdParties_namesEachWorkOfTheJar() throws IOException {
    try (ZipFile program = open(PROGRAM)) {
      assertThat(listed(program).keySet()).isEqualTo(works(program).keySet());
    }
  }

  @Test
  void licenses_ofListedWorks_areTheirOwn() throws IOException {
    try (ZipFile program = open(PROGRAM)) {
      Map<String, Path> works = works(program);
      for (Map.Entry<String, List<String>> work : listed(program).entrySet()) {
        assertThat(work.getValue()).as(work.getKey()).isNotEmpty();
        try (ZipFile jar = open(works.get(work.getKey()))) {
          Set<String> texts = new TreeSet<>();
          for (String file : work.getValue()) {
            assertThat(program.getEntry(file)).as("%s of %s", file, work.getKey()).isNotNull();
            String text = words(program, file);
            assertThat(OWN_WORDS.getOrDefault(file, List.of())).as(file).allMatch(text::contains);
            texts.add(text);
          }
          for (String legal : legalFiles(jar)) {
            assertThat(texts).as("%s of %s", legal, work.getKey()).contains(words(jar, legal));
          }
        }
      }
    }
  }

  /** The artifacts on the class path that have classes in the program, by artifact name. */
  private static Map<String, Path> works(ZipFile program) throws IOException {
    Map<String, Path> works = new TreeMap<>();
    Set<String> unowned = classes(program);
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (element.endsWith(".jar") && !element.endsWith(PROGRAM.getFileName().toString())) {
        try (ZipFile jar = open(Path.of(element))) {
          Set<String> own = classes(jar);
          if (own.stream().anyMatch(unowned::contains)) {
            unowned.removeAll(own);
            works.put(artifact(Path.of(element)), Path.of(element));
          }
        }
      }
    }
    unowned.removeIf(name -> name.startsWith("dev/sluice/"));
    assertThat(unowned).as("classes of no jar on the class path").isEmpty();
    works.remove("sluice");
    return works;
  }

  private static Set<String> classes(ZipFile jar) {
    Set<String> names = new TreeSet<>();
    jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
        .forEach(names::add);
    return names;
  }

  private static Map<String, List<String>> listed(ZipFile program) throws IOException {
    return text(program, LIST)
        .lines()
        .filter(line -> line.matches("[\\w.-]+:[\\w.-]+ .*"))
        .map(line -> List.of(line.split("\\s+", -1)))
        .collect(
            toMap(
                words -> words.get(0).substring(words.get(0).indexOf(':') + 1),
                words -> words.subList(2, words.size())));
  }

  private static List<String> legalFiles(ZipFile jar) {
    List<String> names = new ArrayList<>();
    jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.matches("(META-INF/)?[^/]*(LICENSE|NOTICE|COPYING)[^/]*"))
        .forEach(names::add);
    return names;
  }

  /** A text without white space; copies of the Apache License differ in brackets and in a URL. */
  private static String words(ZipFile jar, String file) throws IOException {
    return text(jar, file).replaceAll("[\\s\\[\\]{}]", "").replace("https:", "http:");
  }

  private static String text(ZipFile jar, String file) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(file)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }

  private static ZipFile open(Path jar) throws IOException {
    return new ZipFile(jar.toFile());
  }
}
