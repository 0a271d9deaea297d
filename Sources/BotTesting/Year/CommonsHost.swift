import CommandGrammar
import CommunityCore
import Primitives
import Timekeeping

/// The core of a bot with a journal and snapshots in memory, without a network and a disk: fast enough
/// to live hundreds of years.
struct CommonsHost {
  private static let zones = ZoneCatalogue()

  private(set) var commons: Commons
  /// What is wrong, in sentences.
  private(set) var findings: [String] = []
  private let charter: Charter
  private var snapshot: [UInt8]?
  private var journal: [[UInt8]] = []
  private var causes: Set<String> = []
  private var count = 0

  init(zone: CivilZone) {
    charter = Self.charter(zone: zone)
    commons = Commons(charter)
  }

  /// When something is owed next, in seconds since 1970; what is not on a whole second waits for one.
  var nextDue: Int64? { commons.nextDue().map { ($0 + Span(milliseconds: 999)).seconds } }

  /// Answers a line that was said at `saidAt` and is read at `now`.
  mutating func answer(_ saying: YearScript.Saying, saidAt: Int64, now: Int64) -> Answer {
    count += 1
    let message = Message(
      id: MessageID("m\(count)"), room: RoomID("general"),
      author: Message.Author(id: MemberID(saying.author), name: saying.author), text: saying.text,
      at: Instant(seconds: saidAt))
    var randomness = Randomness(seed: UInt64(count))
    let answer = commons.respond(to: message, at: Instant(seconds: now), using: &randomness)
    keep(answer)
    return answer
  }

  /// Does what is owed at `now`; the cause of each with what follows from it.
  mutating func work(at now: Int64) -> [(cause: String, answer: Answer)] {
    var done: [(cause: String, answer: Answer)] = []
    var randomness = Randomness(seed: 1)
    while let step = commons.owed(at: Instant(seconds: now), using: &randomness) {
      keep(step.answer)
      done.append(step)
      if !step.answer.replies.isEmpty, !causes.insert(step.cause).inserted {
        findings.append("\(step.cause) comes a second time, under the same key")
      }
      if done.count == 500 {
        findings.append("\(step.cause) does not end")
        break
      }
    }
    return done
  }

  /// Ends and begins anew on what was kept, perhaps on a snapshot of just now, and perhaps looks that
  /// nothing was forgotten or added.
  mutating func restart(withSnapshot: Bool, compares: Bool) {
    do {
      if withSnapshot {
        var json = JSONWriter()
        json.object { commons.write(to: &$0) }
        snapshot = json.bytes
        journal = []
      }
      var again = Commons(charter)
      if let snapshot {
        for community in try JSONPart(parsing: snapshot)["communities"]?.array ?? [] {
          try again.restore(community)
        }
      }
      for line in journal { again.apply(try Fact(reading: JSONPart(parsing: line))) }
      if compares, again.text != commons.text {
        findings.append("the restart knows something else")
      }
      commons = again
    } catch {
      findings.append("what was kept can't be read: \(error)")
    }
  }

  private mutating func keep(_ answer: Answer) {
    for fact in answer.facts {
      var json = JSONWriter()
      fact.write(to: &json)
      do {
        commons.apply(try Fact(reading: JSONPart(parsing: json.bytes)))
      } catch {
        findings.append("a fact can't be read back: \(error)")
      }
      journal.append(json.bytes)
    }
  }

  /// Texts that say what they are and of what, so that they can be told apart.
  private static func charter(zone: CivilZone) -> Charter {
    var texts = SimulatedTexts.lists
    for prompt in Prompts.Prompt.allCases {
      let known = ["{{session}}", "{{time}}"].filter { word in
        prompt.placeholders.contains { "{{\($0)}}" == word }
      }
      texts[prompt.rawValue] = ([prompt.rawValue] + known).joined(separator: " ")
    }
    let plan = Charter.Plan(
      key: "year", name: "Year", zone: zone.rawValue,
      coordinators: Promises.coordinators.map { MemberID($0) }, hasDigests: true)
    do throws(PromptError) {
      return Charter(
        communities: [plan], conventions: CallingConventions(names: ["Roundtable"]),
        prompts: try Prompts(texts), zones: zones)
    } catch {
      preconditionFailure("the texts of the year lack something: \(error)")
    }
  }
}
