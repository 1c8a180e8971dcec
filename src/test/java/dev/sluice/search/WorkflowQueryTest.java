package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.ReadResult;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.search.Evidence.Match;
import dev.sluice.support.Workflows;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowQueryTest {

  private static final String SHOP =
      Workflows.json(
          """
          {'metadata':{'name':'Shop orders','author':'ada','tags':['daily']},
           'variables':{'total':{'default_value':7},'limit':3},
           'settings':{'timeout':60},
           'frames':[{'title':'Log in','members':[]}],
           'nodes':{
             'start':{'node_id':'start','node_type':'StartNode','config':{}},
             'fetch':{'node_id':'fetch','node_type':'HttpRequestNode','name':'Fetch orders',
               'config':{'url':'https://api.example.org/v1','timeout':'45000',
                 'headers':{'password':'hunter2-hunter2','x.y/z':1}}},
             'buy':{'node_id':'buy','node_type':'ClickElementNode',
               'config':{'selector':'#buy-now','timeout':30000,'_disabled':true}},
             'sell':{'node_id':'sell','node_type':'ClickElementNode',
               'config':{'selector':'#sell','text':'{{total}} of {{limit}}'}},
             'odd':{'node_id':'odd','node_type':'ExtractTxtNode','config':{'list':['one','two']}}},
           'connections':[
             {'source_node':'start','source_port':'exec_out','target_node':'fetch','target_port':'exec_in'},
             {'source_node':'fetch','source_port':'exec_out','target_node':'buy','target_port':'exec_in'},
             {'source_node':'buy','source_port':'exec_ot','target_node':'sell','target_port':'exec_in'}]}
          """);

  private static ReadResult shop;

  @BeforeAll
  static void read() {
    shop = Searched.document(SHOP);
  }

  /** What a query finds: of a node its id, otherwise the field. */
  private static List<String> found(String query) {
    return WorkflowQuery.parse(query).search("flows/shop.json", shop, 100).kept().stream()
        .map(match -> match.target() instanceof Target.OfNode of ? of.node().id() : match.excerpt())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "type:Click*;buy sell",
        "type:clickelementnode;buy sell",
        "type=ClickElementNode;buy sell",
        "type=clickelementnode;",
        "type!:Click* type!:Start*;fetch odd",
        "type:Click* config.selector~\"#buy\";buy",
        "type~^Click;buy sell",
        "config.url:https://api.*;fetch",
        "config.timeout>30000;fetch",
        "config.timeout>=30000;fetch buy",
        "config.timeout=30000.0;buy",
        "config.**.password;fetch",
        "config.*.password;fetch",
        "config.password;",
        "config.headers.\"x.y/z\"=1;fetch",
        "config.list.1:TWO;odd",
        "config:two;odd",
        "config.timeout!:30000;fetch",
        "-config.timeout type:*Node;start sell odd",
        "id:node_? OR id:b*;buy",
        "name:\"Fetch*\";fetch",
        "name;fetch",
        "category:browser;buy sell",
        "is:unknown;odd",
        "unknown;odd",
        "is:placeholder;odd",
        "is:disabled;buy",
        "is:entry;start",
        "is:isolated;odd",
        "is:unreachable;odd",
        "NOT type:Click* AND NOT type:Start*;fetch odd",
        "not (type:Click* or type:Start*) and id:*;fetch odd",
        "has(type:Click*) type:Start*;start",
        "has(type:Try*) type:Start*;",
        "next(type:Click*);fetch buy",
        "prev(type:Http*) type:Click*;buy",
        "next(next(type:Click*));start fetch",
        "port:exec_ot type:Click*;buy.exec_ot -> sell.exec_in",
        "from:buy;buy.exec_ot -> sell.exec_in",
        "from:fetch.exec_out to:b*;fetch.exec_out -> buy.exec_in",
        "conn:\"fetch->buy\";fetch.exec_out -> buy.exec_in",
        "conn:fetch->*;fetch.exec_out -> buy.exec_in",
        "var:TOTAL;{…}",
        "var:limit;3",
        "var.total.default_value=7;7",
        "var:total OR text:\"{{total\";{…} sell",
        "setting.timeout>30;60",
        "meta.author:ada;\"ada\"",
        "meta.description;",
        "meta.tags:daily;\"daily\"",
        "frame:log*;\"Log in\"",
        "kind:workflow;\"Shop orders\"",
        "kind:workflow nodes=5 connections<4;\"Shop orders\"",
        "nodes>5;",
        "file:flows/**;\"Shop orders\"",
        "file:shop.json;",
        "orders;\"Shop orders\" fetch",
        "hunter2;fetch",
        "\"of {{\";sell",
        "api.example.org;fetch",
        "\"AND\" OR sell-all OR a->b;",
        "buy | nodes;buy",
        "buy | files;\"Shop orders\"",
        "is:disabled | connections;fetch.exec_out -> buy.exec_in buy.exec_ot -> sell.exec_in",
        "from:buy | nodes;buy sell",
        "finding:UNKNOWN_PORT type:Click*;",
        "severity:error;UNKNOWN_NODE_TYPE: No node type is called \"ExtractTxtNode\"",
        "finding:UNKNOWN_NODE* is:unknown;UNKNOWN_NODE_TYPE: No node type is called"
            + " \"ExtractTxtNode\"",
        "is:rejected;"
      })
  void query_shop_findsTheseParts(String query, String parts) {
    assertThat(String.join(" ", found(query))).isEqualTo(parts == null ? "" : parts);
  }

  @Test
  void query_severalValues_findsEachOfThemOnce() {
    assertThat(WorkflowQuery.parse("config.list.*:* one").search("", shop, 9).kept())
        .extracting(Match::field, Match::excerpt)
        .containsExactly(tuple("config.list.0", "\"one\""), tuple("config.list.1", "\"two\""));
  }

  @Test
  void query_valueAndExistence_showsTheValue() {
    assertThat(WorkflowQuery.parse("config.url config.timeout>30000").search("", shop, 9).kept())
        .extracting(Match::field)
        .containsExactly("config.timeout");
  }

  @Test
  void query_secret_isMaskedInTheExcerpt() {
    assertThat(WorkflowQuery.parse("hunter2").search("", shop, 9).kept())
        .extracting(Match::excerpt)
        .containsExactly("\"•••• (15 chars)\"");
  }

  @Test
  void query_longText_isCutAroundTheMatch() {
    String text = "x".repeat(100) + "needle" + "y".repeat(100);
    ReadResult document =
        Searched.document(
            Workflows.workflow(Workflows.node("a", "LogNode", "{\"message\":\"" + text + "\"}")));

    assertThat(WorkflowQuery.parse("needle").search("", document, 9).kept())
        .extracting(Match::excerpt)
        .containsExactly("\"…" + "x".repeat(20) + "needle" + "y".repeat(34) + "…\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "` `;2;`the query is empty; expected a condition such as type:Click*`",
        "typ:Click*;1;`unknown field typ; to search for this text, put it in quotes; did you mean"
            + " type?`",
        "type:;6;`expected a value after :; write \"\" for the empty string`",
        "a type: b;8;`expected a value after :; write \"\" for the empty string`",
        ":x;1;`expected a field before the operator; to search for this text, put it in quotes`",
        "(type:x;1;`the ( is not closed`",
        "type:x);7;`the ) has no opening parenthesis`",
        "type:x OR;10;`expected a condition such as type:Click*`",
        "NOT;4;`expected a condition such as type:Click*`",
        "is:unreachabel;4;`unknown state; expected one of unreachable, unknown, placeholder,"
            + " disabled, entry, trigger, isolated, rejected; did you mean unreachable?`",
        "hass(type:x);1;`unknown function hass; expected has, next or prev; did you mean has?`",
        "after(type:x);1;`unknown function after; expected has, next or prev`",
        "config.:x;8;`expected a name after the dot of config`",
        "type.x:y;1;`the field type cannot be followed by . and a name`",
        "meta:x;5;`expected . and a name after meta`",
        "config.a(b);9;`expected an operator: : = ~ !: != !~ < <= > >=`",
        "config.timeout>x;16;`expected a number`",
        "name>3;1;`the field name has no numbers to compare`",
        "conn:a-;6;`expected -> and the other end; was > taken by the shell? Quote the query`",
        "conn:a;6;`expected two ends with -> between them; or use from: or to:`",
        "name~(a|b);6;`expected a value after ~; write \"\" for the empty string`",
        "name:a(b;6;`a value with parentheses or quotation marks must be quoted`",
        "name~\"a(\";8;`the ( is not closed; write \\( for the character`",
        "name:[a;6;`the [ is not closed; write \\[ for the character`",
        "name:\"a;6;`the \" is not closed`",
        "name:\"\\q\";7;`unknown escape; expected one of \\\" \\' \\\\ \\n"
            + " \\t \\* \\? \\[ \\{ \\uXXXX`",
        "AND type:x;1;`expected a condition before AND; to search for this text, put it in quotes`",
        "or;1;`expected a condition before or; to search for this text, put it in quotes`",
        "a AND OR x;7;`expected a condition before OR; to search for this text, put it in quotes`",
        "NOT (and);6;`expected a condition before and; to search for this text, put it in quotes`",
        "confg.message:x;1;`unknown field confg; to search for this text, put it in quotes; did you"
            + " mean config or conn?`",
        "confg.\"odd key\".*=x;1;`unknown field confg; to search for this text, put it in quotes;"
            + " did you mean config or conn?`",
        "x a.b:c;3;`unknown field a; to search for this text, put it in quotes`",
        "node-type:x;1;`unknown field node-type; to search for this text, put it in quotes`",
        "config-url:x;1;`unknown field config-url; to search for this text, put it in quotes`",
        "conn:->b;6;`expected a node before ->; write * for any`",
        "conn:'b-> ';6;`expected a node after ->; write * for any`",
        "type:{LogNode,b;6;`the { is not closed; write \\{ for the character`",
        "type:x | rows;10;`expected files, nodes or connections after |`",
        "type:x | files y;16;`expected AND, OR or the end`",
        "text:\"\";6;`the text to search for is empty`"
      })
  void parse_fault_isShownWithItsColumn(String query, int column, String problem) {
    assertThatThrownBy(() -> WorkflowQuery.parse(query))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessage("query, column " + column + ": " + problem);
  }

  @Test
  void fault_marked_isUnderItsPart() {
    assertThatThrownBy(() -> WorkflowQuery.parse("name:ä typ:Click*"))
        .isInstanceOfSatisfying(
            QuerySyntaxException.class,
            e -> {
              assertThat(e.marked()).isEqualTo("name:ä typ:Click*\n       ^^^");
              assertThat(e.column()).isEqualTo(8);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "NOT ", "has("})
  void parse_deepNesting_isRefused(String part) {
    assertThatThrownBy(() -> WorkflowQuery.parse(part.repeat(500) + "a"))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageContaining("the query is nested more than 50 deep");
  }

  @Test
  void parse_longQuery_isRefused() {
    assertThatThrownBy(() -> WorkflowQuery.parse("a ".repeat(3_000)))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessage("query, column 4097: the query is longer than 4,096 characters");
  }

  @Test
  void doubts_unknownValuesOfOtherFields_areNamed() {
    assertThat(
            WorkflowQuery.parse("severity:waning kind:subflwo category:browsr meta.autor=x")
                .unknownNames(NodeRegistries.builtIn()))
        .containsExactly(
            "query, column 1: no severity is called \"waning\"; did you mean \"warning\"?",
            "query, column 17: no kind of document is called \"subflwo\"; did you mean"
                + " \"subflow\"?",
            "query, column 30: no category is called \"browsr\"; did you mean \"browser\"?",
            "query, column 46: the format has no metadata member \"autor\"; did you mean"
                + " \"author\"?");
    assertThat(
            WorkflowQuery.parse(
                    "meta.author=x meta.*=y severity:warning kind:SubFlow category:browser"
                        + " severity:*")
                .unknownNames(NodeRegistries.builtIn()))
        .isEmpty();
  }

  @Test
  void doubts_unknownNames_haveTheNearestOnes() {
    assertThat(
            WorkflowQuery.parse("type:ClikElementNode AND config.selecter~x finding:UNKNOWN_PROT")
                .unknownNames(NodeRegistries.builtIn()))
        .containsExactly(
            "query, column 1: no node type is called \"ClikElementNode\"; did you mean"
                + " \"ClickElementNode\", \"FindElementNode\" or \"ScrollElementNode\"?",
            "query, column 26: no node type has the config key \"selecter\"; did you mean"
                + " \"selector\" or \"select_by\"?",
            "query, column 44: no finding is called \"UNKNOWN_PROT\"; did you mean"
                + " \"UNKNOWN_PORT\"?");
    assertThat(
            WorkflowQuery.parse("type:Clik* config.selector finding:unknown_port")
                .unknownNames(NodeRegistries.builtIn()))
        .isEmpty();
  }

  @Test
  void marked_longQuery_isShownAroundTheFault() {
    String query = "name:a OR ".repeat(50) + "(";
    QuerySyntaxException failure =
        catchThrowableOfType(QuerySyntaxException.class, () -> WorkflowQuery.parse(query));

    List<String> lines = failure.marked().lines().toList();
    assertThat(lines.get(0)).hasSizeLessThan(220).startsWith("…").endsWith("name:a OR (");
    assertThat(lines.get(1).strip()).isEqualTo("^");
  }
}
