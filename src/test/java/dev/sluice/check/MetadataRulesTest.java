package dev.sluice.check;

import static dev.sluice.support.Checked.lenient;
import static dev.sluice.support.Checked.strict;
import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for the metadata and the name of a workflow. */
class MetadataRulesTest {

  private static void rejects(String marked, String... findings) {
    lenient(marked).rejected().finds(findings);
    strict(marked).rejected().finds(findings);
  }

  private static String header(String members) {
    return json("{%s,'nodes':{%s},'connections':[]}".formatted(members, START));
  }

  @Test
  void metadata_notAnObject_isRejected() {
    rejects(
        header("'metadata':①7"),
        "① ERROR INVALID_TYPE (/metadata) \"metadata\" must be an object, not a number");
    rejects(
        header("'metadata':①null"),
        "① ERROR INVALID_TYPE (/metadata) \"metadata\" must be an object, not null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t\\r\\n", "\u00a0\u2007\u202f", "\u0085\u3000", "\\u001c"})
  void name_blank_isRejected(String blank) {
    rejects(
        header("'metadata':{'name':①'" + blank + "'}"),
        "① ERROR MISSING_REQUIRED_FIELD (/metadata/name) The name is blank");
  }

  @Test
  void name_zeroWidthSpace_isNotBlank() {
    strict(header("'metadata':{'name':'\u200b'}")).accepted().finds();
  }

  @Test
  void name_nullOrNoString_isRejected() {
    rejects(
        header("'metadata':{'name':①null}"),
        "① ERROR INVALID_TYPE (/metadata/name) A name must be a string, not null");
    rejects(
        header("'metadata':{'name':①[]}"),
        "① ERROR INVALID_TYPE (/metadata/name) A name must be a string, not a list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"description", "version"})
  void text_noString_isRejectedButMayBeNull(String member) {
    rejects(
        header("'metadata':{'name':'n','" + member + "':①true}"),
        "① ERROR INVALID_TYPE (/metadata/"
            + member
            + ") The "
            + member
            + " must be a string, not a boolean");
    strict(header("'metadata':{'name':'n','" + member + "':null}")).accepted().finds();
  }

  @Test
  void schemaVersion_null_isAWarning() {
    strict(header("'metadata':{'name':'n','schema_version':①null}"))
        .accepted()
        .finds(
            "① WARNING SCHEMA_VERSION_MISMATCH (/metadata/schema_version) The document's"
                + " schema version is null; only 1.0.0 is known");
  }

  @Test
  void metadata_absentOrNameless_isAWarning() {
    strict(json("①{'nodes':{" + START + "}}"))
        .accepted()
        .finds("① WARNING MISSING_NAME () The document has no metadata with a name");
    strict(header("'metadata':①{'author':'me'}"))
        .accepted()
        .finds(
            "① WARNING MISSING_NAME (/metadata) The metadata has no name"
                + " ~ \"name\": \"What this workflow does\"");
  }

  @Test
  void metadata_twiceAndNamelessTheSecondTime_isNameless() {
    lenient(header("'metadata':{'name':'first'},①'metadata':②{}"))
        .accepted()
        .finds(
            "① WARNING DUPLICATE_KEY (/metadata) The key \"metadata\" occurs twice; the"
                + " last one counts ~ Remove one of the two",
            "② WARNING MISSING_NAME (/metadata) The metadata has no name"
                + " ~ \"name\": \"What this workflow does\"");
  }

  @Test
  void schemaVersion_other_isAWarning() {
    strict(header("'metadata':{'name':'n','schema_version':①'2.0.0'}"))
        .accepted()
        .finds(
            "① WARNING SCHEMA_VERSION_MISMATCH (/metadata/schema_version) The document's"
                + " schema version is \"2.0.0\"; only 1.0.0 is known");
    strict(header("'metadata':{'name':'n','schema_version':'1.0.0'}")).accepted().finds();
  }

  @Test
  void name_over100CodePoints_isAWarning() {
    strict(header("'metadata':{'name':'" + "\uD83D\uDE00".repeat(100) + "'}")).accepted().finds();
    strict(header("'metadata':{'name':①'" + "\uD83D\uDE00".repeat(101) + "'}"))
        .accepted()
        .finds(
            "① WARNING NAME_TOO_LONG (/metadata/name) The name has 101 characters; keep it to"
                + " 100 or fewer");
  }
}
