import Primitives

/// The answers to the survey that is open, in an order that tells nothing about who gave them.
///
/// The box lies in a file of its own, named by how many answers it holds; journal and snapshot say only
/// who has answered. It is emptied when the survey ends.
package struct SurveyBox: Hashable, Sendable {
  /// What was answered, sorted.
  package private(set) var answers: [Surveys.Answer] = []

  /// Starts empty.
  package init() {}

  /// Puts an answer in.
  mutating func cast(_ answer: Surveys.Answer) {
    answers.append(answer)
    answers.sort()
  }

  /// The file that holds the box: indented JSON.
  package var bytes: [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("answers", arrayOf: answers) { json, answer in
        json.object { answer.writeMembers(to: &$0) }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// Reads a file that `bytes` made.
  package init(reading bytes: [UInt8]) throws(StateError) {
    let fields: Fields
    do throws(JSONError) {
      fields = Fields(try JSONPart(parsing: bytes))
    } catch {
      throw StateError(error.description)
    }
    for entry in try fields.list("answers") { cast(try Surveys.Answer(reading: entry)) }
  }
}
