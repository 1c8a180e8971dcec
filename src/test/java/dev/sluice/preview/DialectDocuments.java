package dev.sluice.preview;

import static dev.sluice.support.Workflows.json;

import java.util.List;

/** A document of every kind, and one in every dialect, with something in each section. */
public final class DialectDocuments {

  static final String CANONICAL =
      json(
          """
          {'metadata':{'name':'Orders','description':'Reads ünd sorts','author':'Ann',
           'version':'2.1','created_at':'2025-12-15T15:18:44.015954','modified_at':'later'},
           'nodes':{'a':{'node_id':'a','node_type':'StartNode','config':{'node_type':'Inner'}},
                    'b':{'config':{'deep':[{'type':'X'}]},'node_id':'b','node_type':'ReadFileNode'},
                    'c':{'node_id':'c','node_type':'StartNode','config':{}}},
           'connections':[{'source_node':'a','source_port':'exec_out','target_node':'b',
                           'target_port':'exec_in'}],
           'variables':{'first':1,'zwei':{'type':'String','default_value':''}},
           'frames':[{'title':'Group','node_ids':['a']},{}],
           'settings':{'timeout':60,'extra':[1.5,{'x':null}]}}
          """);

  static final String LISTED =
      json(
          """
          {'name':'Listed','description':'d','version':'3',
           'nodes':[{'id':'x','type':'AssignNode','properties':{}},
                    {'type':'Weaker','id':'y','node_type':'LogNode'}],
           'connections':[{'from':'x','to':'y'},{'source':'x.exec_out','target':'y.exec_in'}],
           'variables':{'v':{'type':'String'}}}
          """);

  static final String GRAPH_SESSION =
      json(
          """
          {'nodes':{'n1':{'type_':'casare_rpa.system.VisualMessageBoxNode','custom':{},'pos':[1,2]},
                    'n2':{'custom':{'node_id':'n2'},'type':'VisualLogNode'},
                    'n3':{'type':'plain.Visual','type_':'a.b.Visual'}},
           'connections':[{'out':['n1','exec_out'],'in':['n2','exec_in']}]}
          """);

  static final String SCENARIO =
      json(
          """
          {'$schema_version':'1.0.0','id':'scen_1','name':'Around','project_id':'p',
           'variables':{'outer':1},'settings':{'outer':true},
           'workflow':{'metadata':{'description':'inner'},
                       'nodes':{'s':{'node_id':'s','node_type':'LogNode'}},'connections':[],
                       'variables':{'inner':1},'frames':[]},
           'created_at':'2025-01-01','tags':['t']}
          """);

  static final String SUBFLOW =
      json(
          """
          {'$schema_version':'1.0.0','id':'sub','name':'Part','version':'1.2','inputs':[],
           'outputs':[],'metadata':{'icon':'i','author':'Bob','tags':[]},'updated_at':'now',
           'nodes':{'q':{'node_id':'q','type':'SetVariableNode','properties':{}}},'connections':[]}
          """);

  static final String SNIPPET =
      json(
          """
          {'snippet_id':'s','name':'Snip','author':'Eve','nodes':{},'connections':[],
           'node_positions':{'a':{'x':1,'y':2}},'modified_at':'m'}
          """);

  static final String MARKETPLACE =
      json(
          """
          {'$schema':'casare_rpa/workflow_template/1.0','id':'t',
           'metadata':{'name':'Outer','category':'c','created_at':'c','updated_at':'u'},
           'workflow_definition':{'metadata':{'name':'Inner'},
              'nodes':{'w':{'node_id':'w','node_type':'WhileNode','name':'W'}},'connections':[],
              'variables':{'p':{'type':'String','default_value':''}}}}
          """);

  static final String PROJECT_TEMPLATE =
      json(
          """
          {'id':'t','name':'Base','author':'Team','settings':{'a':1},
           'base_workflow':{'nodes':[{'node_id':'n','node_type':'IfNode','position':[0,0],
                                      'config':{},'display_name':'If'}],
                            'connections':[{'from_node':'n','from_port':'out','to_node':'n',
                                            'to_port':'in'}]}}
          """);

  /** All of them. */
  public static final List<String> ALL =
      List.of(
          CANONICAL,
          LISTED,
          GRAPH_SESSION,
          SCENARIO,
          SUBFLOW,
          SNIPPET,
          MARKETPLACE,
          PROJECT_TEMPLATE,
          "{}",
          json("{'nodes':{},'settings':{},'variables':null,'frames':{},'connections':[]}"),
          json("{'nodes':{'a':{'node_type':'Old'}},'nodes':[{'node_type':'New'}]}"),
          json("{'workflow':{},'workflow':{'nodes':{},'variables':{'v':1}}}"),
          json("{'nodes':{},'workflow':{'nodes':{'x':{'node_type':'X'}}}}"));

  /** Documents that are none, or damaged. */
  static final List<String> REJECTED =
      List.of(
          "",
          "  ",
          "[]",
          "17 ",
          "\"\\ud800\"",
          json("[{'id':'1','wires':[]}]"),
          json("[[{'wires':1}],{'z':1}]"),
          json("{'$schema':'x','properties':{'a':{}}}"),
          json("{'bindings':{}}"),
          json("{'id':'p','settings':{},'name':'Project'}"),
          json("{'nodes':7,'connections':{'a':[1]},'metadata':[{}]}"),
          json("{'nodes':{'a':{'node_type':'T',}}}"),
          json("{'nodes':{'a':{'node_type':'T'}},'connections':[1,2}"),
          json("{'nodes':{'a':{'x':'\\ud800'}},'variables':{'\\udc00':1}}"),
          json("{'nodes':{'a':{'x':'\\ud800'}},'variables':{'ok':[{}]},?}"),
          json("{'nodes':{'a':{'node_type':'pre.\\ud800x'}}}"),
          json("{'metadata':{'name':'é\\udfff'}}"),
          json("{'settings':{'a':1,'\\ud800':2}}"),
          json("{'settings':{'a':['x','\\ud800']}}"),
          json("{'settings':{'a':1e999,'b':%s}}".formatted("1".repeat(101))),
          json("{'metadata':{'version':'%s'}}".formatted("v".repeat(51))),
          json("{'nodes':{}} {}"));

  private DialectDocuments() {}
}
