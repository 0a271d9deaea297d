import Grouping
import Primitives
import Testing

@Suite struct ProblemDocumentTests {
  private func refusal(_ text: String) -> String? {
    do throws(GroupingFault) {
      _ = try ProblemDocument(parsing: Array(text.utf8))
      return nil
    } catch {
      return error.sentence { "\($0)" }
    }
  }

  @Test func `everything that a document says is read`() throws {
    let text = """
      {"members":["a","b","c",4],"groupSize":2,"rounds":3,"history":[["a","b",2],["a","gone",1]],
       "ages":[["b","a",7]],"together":[["a","c"]],"apart":[["b",4]],"leads":["a"],"newcomers":["b"],
       "absent":[[],["c"]],"current":[["a","gone"],["b",4]],"about":{"why":"a test"}}
      """
    let document = try ProblemDocument(parsing: Array(text.utf8))
    var expected = GroupingProblem(memberCount: 4, shape: .size(2), rounds: 3)
    expected.history = [.init(0, 1, times: 2, monthsAgo: 7)]
    expected.together = [[0, 2]]
    expected.apart = [[1, 3]]
    expected.leads = [0]
    expected.newcomers = [1]
    expected.absent = [[], [2]]
    expected.current = [[0], [1, 3]]
    #expect(document.problem == expected)
    #expect(document.name(of: 3) == "4" && document.name(of: 0) == "a")
  }

  @Test func `a fixed number of groups goes before a size`() throws {
    let text = #"{"members":["a","b","c","d"],"groupSize":3,"groups":2,"rounds":1}"#
    #expect(try ProblemDocument(parsing: Array(text.utf8)).problem.shape == .groups(2))
  }

  @Test func `a plan is written with the names as they were read`() throws {
    let text = #"{"members":["b","a",3,"c"],"groupSize":2,"rounds":1}"#
    let document = try ProblemDocument(parsing: Array(text.utf8))
    var json = JSONWriter()
    document.write(
      GroupPlan(rounds: [[[0, 2], [1, 3]]]), repeats: 1, bound: 0, to: &json)
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"{"repeats":1,"bound":0,"rounds":[[["b",3],["a","c"]]]}"# + "\n")
  }

  @Test(arguments: [
    ("[", "this is no JSON: the document ends too early at byte 1"),
    ("[]", "the problem is no object"),
    ("{}", "members is missing, or no list"),
    (#"{"members":["a",1.5]}"#, "member 2 is neither a text nor a whole number"),
    (#"{"members":["a","b","a"]}"#, "the member a is named twice"),
    (#"{"members":["a","b"]}"#, "groupSize is missing, and groups as well"),
    (#"{"members":["a","b"],"groupSize":"x"}"#, "groupSize is no whole number"),
    (#"{"members":["a","b"],"groupSize":2}"#, "rounds is missing"),
    (#"{"members":["a"],"groupSize":2,"rounds":1,"apart":1}"#, "apart is no list"),
    (
      #"{"members":["a"],"groupSize":2,"rounds":1,"apart":["a"]}"#,
      "apart holds something that is no list"
    ),
    (
      #"{"members":["a"],"groupSize":2,"rounds":1,"leads":["z"]}"#,
      "leads names z, who is no member"
    ),
    (
      #"{"members":["a","b"],"groupSize":2,"rounds":1,"history":[["a","b",-1]]}"#,
      "history holds something other than [member, member, number]"
    ),
  ])
  func `a document that is no problem is refused with the reason`(text: String, reason: String) {
    #expect(refusal(text) == reason)
  }
}
