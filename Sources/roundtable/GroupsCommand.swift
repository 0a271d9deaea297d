import ArgumentParser
import Foundation
import Grouping
import Primitives

/// Plans breakout groups, with no bot around.
struct GroupsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "groups", abstract: "Plans breakout groups with few repeated meetings.",
    discussion: """
      roundtable groups --seconds 1 < problem.json > assignment.json
      Documentation/groups.md describes both. A second stands for a fixed number of moves, so the answer depends on
      problem, seed and seconds alone. Exits 2, with the reason, where the problem can't be read or contradicts itself.
      """)

  /// More than the largest problem takes.
  static let inputLimit = 64 << 20

  @Option(help: "How long to search: seconds' worth of moves, up to 3600.")
  var seconds = 1.0

  @Option(help: "The number that chance starts from.")
  var seed: UInt64 = 1

  func validate() throws {
    guard seconds >= 0, seconds <= 3600 else {
      throw ValidationError("--seconds is from 0 to 3600.")
    }
  }

  func run() throws {
    let bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
    try reporting { () throws(Failure) in try put(try Self.answer(bytes, seconds, seed).bytes) }
  }

  private static func answer(
    _ bytes: [UInt8], _ seconds: Double, _ seed: UInt64
  ) throws(Failure) -> JSONWriter {
    guard bytes.count <= inputLimit else {
      throw Failure(2, "the problem has \(bytes.count) bytes; at most \(inputLimit) are read")
    }
    let document: ProblemDocument
    do throws(GroupingFault) {
      document = try ProblemDocument(parsing: bytes)
    } catch {
      throw Failure(2, error.sentence { "person \($0 + 1)" })
    }
    var search: PlanSearch
    do throws(GroupingFault) {
      search = try PlanSearch(document.problem, seed: seed)
    } catch {
      throw Failure(2, error.sentence { document.name(of: $0) })
    }
    let moves = Double(PlanSearch.moves(perSecondFor: document.problem)) * seconds
    search.advance(moves: Int(moves))
    var json = JSONWriter()
    document.write(
      search.plan, repeats: search.repeats, bound: search.bound.repeats, to: &json)
    return json
  }
}
