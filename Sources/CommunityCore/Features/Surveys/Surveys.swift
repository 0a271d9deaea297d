package import OrderedCollections
package import Primitives
import Timekeeping

/// One or two questions that coordinators put to each member alone, and what was answered without names.
package struct Surveys: Sendable {
  /// Something that is asked, and how it is answered.
  package struct Question: Hashable, Sendable {
    /// How a question is answered.
    package enum Kind: Hashable, Sendable {
      /// With a number from 1 to 5.
      case scale
      /// With one of these, mentions as identities.
      case options([String])
      /// In words.
      case words
    }

    /// What is asked, mentions as identities.
    package internal(set) var text: String
    /// How it is answered.
    package internal(set) var kind: Kind
  }

  /// An answer, and nobody's name.
  package struct Answer: Hashable, Comparable, Sendable {
    /// The number of the question, from 1.
    package let question: Int
    /// 1 to 5, or the number of an option; 0 for an answer in words.
    package let choice: Int
    /// What was said; may be empty where a choice was made.
    package internal(set) var text: String

    /// Whether `left` sorts first: by question, by choice, then by the bytes of the text.
    package static func < (left: Self, right: Self) -> Bool {
      if left.question != right.question { return left.question < right.question }
      if left.choice != right.choice { return left.choice < right.choice }
      return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
  }

  /// What came of a question.
  package struct Result: Hashable, Sendable {
    /// How many answered.
    package let count: Int
    /// What they answered, sorted; nil where they were too few to show it.
    package internal(set) var answers: [Answer]?
  }

  /// What a member waits to be told, until they may be disturbed.
  package struct Waiting: Hashable, Sendable {
    /// What it is.
    package enum Matter: String, Sendable {
      /// The survey.
      case question
      /// That it closes soon.
      case reminder
      /// What came of it.
      case results
    }

    /// What it is.
    package let matter: Matter
    /// When it is said.
    package let until: Instant
  }

  /// A survey.
  package struct Survey: Hashable, Sendable {
    /// Whether answers are taken.
    package enum Status: String, Sendable {
      /// They are.
      case open
      /// They were counted.
      case closed
      /// It was called off, and what was answered is gone.
      case cancelled
    }

    /// What was asked.
    package internal(set) var plan: SurveyEvent.Plan
    /// Whether answers are taken.
    package internal(set) var status: Status = .open
    /// The members who were asked, or are when they may be disturbed.
    package internal(set) var asked: Set<MemberID> = []
    /// Who has answered each question, and never what; empty once it has ended.
    package internal(set) var answered: [Set<MemberID>]
    /// How many have answered each question, those who are forgotten by now among them.
    package internal(set) var counts: [Int]
    /// Who is still to be told something.
    package internal(set) var waiting: OrderedDictionary<MemberID, Waiting> = [:]
    /// Whether those who had not answered were reminded.
    package internal(set) var isReminded = false
    /// What came of each question; empty while it is open.
    package internal(set) var results: [Result] = []
    /// When it ended; nil while it is open.
    package internal(set) var endedAt: Instant?

    /// Its name.
    package var id: SurveyID { plan.id }
    /// How many answers there are, to all questions.
    package var total: Int { counts.reduce(0, +) }
    /// How many answered anything: to the question that most answered.
    package var most: Int { counts.max() ?? 0 }

    init(_ plan: SurveyEvent.Plan) {
      self.plan = plan
      answered = plan.questions.map { _ in [] }
      counts = plan.questions.map { _ in 0 }
    }

    /// The place of the first question that `member` has not answered; nil where there is none.
    package func open(for member: MemberID) -> Int? {
      answered.firstIndex { !$0.contains(member) }
    }
  }

  /// The longest answer, in bytes.
  package static let answerBytes = 600
  /// How long answers are taken where nothing is said.
  package static let usualSpan = Span.days(7)
  /// How long answers are taken at least.
  package static let shortestSpan = Span.hours(1)
  /// How long answers can be taken.
  package static let longestSpan = Span.days(30)
  /// How long members are left alone with surveys after one.
  package static let rest = Span.days(7)
  /// How many answers are shown at least.
  package static let shownFrom = BallotBox.releasedTogether
  /// How long before its end those who have not answered are reminded.
  static let lead = Span.hours(24)
  /// How long a survey is open at least of which anybody is reminded.
  static let remindedFrom = Span.hours(48)

  /// All of them; the one called `V1` is the first.
  package private(set) var all: [Survey] = []
  /// The answers to the survey that is open; they lie in a file of their own.
  private(set) var box = SurveyBox()
  /// What was taken over from elsewhere, by the folded question.
  package private(set) var outside: OrderedDictionary<String, OutsideAnswers> = [:]
  /// The checksums of the tables that were taken over.
  package private(set) var imported: [UInt32] = []
  /// When something is due next; nil where nothing is.
  package private(set) var nextDue: Instant?
  private let zones: ZoneCatalogue

  init(zones: ZoneCatalogue) {
    self.zones = zones
  }

  /// The survey with that name.
  package subscript(id: SurveyID) -> Survey? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next survey will be called.
  package var nextID: SurveyID { SurveyID(all.count + 1) }

  /// The one that takes answers at `now`; nil where none does.
  package func open(at now: Instant) -> Survey? {
    guard let last = all.last, last.status == .open, deadline(of: last) > now else { return nil }
    return last
  }

  /// The survey that is open at `now` and the place of the question that `member` was asked and has not
  /// answered; nil where there is none.
  func awaiting(_ member: MemberID, at now: Instant) -> (survey: Survey, question: Int)? {
    guard nextDue != nil, let survey = open(at: now), survey.asked.contains(member),
      survey.waiting[member]?.matter != .question, let question = survey.open(for: member)
    else { return nil }
    return (survey, question)
  }

  /// Until when answers are taken.
  package func deadline(of survey: Survey) -> Instant {
    let time = survey.plan.deadline
    return zones.zoneOrUniversal(named: time.zone).resolve(time.local).instant
  }

  /// When those who have not answered are reminded; nil where they are not.
  func reminder(of survey: Survey) -> Instant? {
    let deadline = deadline(of: survey)
    guard survey.status == .open, !survey.isReminded,
      deadline - survey.plan.at >= Self.remindedFrom
    else { return nil }
    return deadline - Self.lead
  }

  mutating func apply(_ event: SurveyEvent) {
    switch event {
    case .opened(let plan, let told, let held):
      guard plan.id == nextID else { return }
      var survey = Survey(plan)
      survey.asked = Set(told + held.members)
      survey.wait(held, for: .question)
      all.append(survey)
      box = SurveyBox()
    case .told(let id, let member): change(id) { $0.waiting.removeValue(forKey: member) }
    case .answered(let id, let question, let member):
      return change(id) { survey in
        guard survey.answered.indices.contains(question - 1) else { return }
        survey.answered[question - 1].insert(member)
        survey.counts[question - 1] += 1
      }
    case .reminded(let id, let held):
      change(id) { survey in
        survey.isReminded = true
        survey.wait(held, for: .reminder)
      }
    case .closed(let id, let results, let held, let at):
      end(id, as: .closed, at: at)
      change(id) { survey in
        survey.results = results
        survey.wait(held, for: .results)
      }
    case .cancelled(let id, let at): end(id, as: .cancelled, at: at)
    case .imported(let table):
      imported.append(table.checksum)
      for more in table.questions {
        outside[more.key, default: OutsideAnswers(more.question, [])].answers += more.answers
        outside[more.key]?.answers.sort()
      }
    }
    recount()
  }

  /// Puts an answer into the box of the survey that is open.
  mutating func cast(_ answer: Answer, for id: SurveyID) {
    guard let last = all.last, last.id == id, last.status == .open else { return }
    box.cast(answer)
  }

  mutating func load(_ box: SurveyBox) {
    self.box = box
  }

  /// Takes over a box that holds more or less than is known to have been put in.
  mutating func rescue(_ box: SurveyBox) {
    guard let id = all.last?.id else { return }
    self.box = box
    change(id) { survey in
      survey.counts = survey.counts.indices.map { question in
        box.answers.count { $0.question == question + 1 }
      }
    }
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      all[index].forget(member)
    }
    for key in outside.keys { outside[key]?.forget(member) }
    recount()
  }

  /// Takes in what was read.
  mutating func restore(
    _ all: [Survey], outside: OrderedDictionary<String, OutsideAnswers>, imported: [UInt32]
  ) {
    self.all = all
    self.outside = outside
    self.imported = imported
    recount()
  }

  private mutating func end(_ id: SurveyID, as status: Survey.Status, at now: Instant) {
    // What lies in the box is shown as a whole or not at all, so that nothing of it is kept.
    box = SurveyBox()
    change(id) { survey in
      survey.status = status
      survey.waiting = [:]
      survey.answered = survey.answered.map { _ in [] }
      survey.endedAt = now
    }
  }

  private mutating func change(_ id: SurveyID, _ body: (inout Survey) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  private mutating func recount() {
    var due = all.flatMap { $0.waiting.values.map(\.until) }
    if let last = all.last, last.status == .open {
      due.append(deadline(of: last))
      if let reminder = reminder(of: last) { due.append(reminder) }
    }
    nextDue = due.min()
  }
}

/// Answers to a question that were taken over from elsewhere, without names.
package struct OutsideAnswers: Hashable, Sendable {
  /// What was asked there.
  package internal(set) var question: Surveys.Question
  /// What was answered, sorted.
  package internal(set) var answers: [Surveys.Answer]

  init(_ question: Surveys.Question, _ answers: [Surveys.Answer]) {
    self.question = question
    self.answers = answers
  }

  /// The question as it is compared: folded.
  var key: String { question.key }

  mutating func forget(_ member: MemberID) {
    question.forget(member)
    for index in answers.indices {
      answers[index].text = People.erased(member, from: answers[index].text)
    }
  }
}

extension Surveys.Survey {
  fileprivate mutating func wait(
    _ held: SurveyEvent.Held, for matter: Surveys.Waiting.Matter
  ) {
    for (member, until) in zip(held.members, held.untils) {
      waiting[member] = Surveys.Waiting(matter: matter, until: until)
    }
  }

  fileprivate mutating func forget(_ member: MemberID) {
    plan.forget(member)
    asked.remove(member)
    waiting.removeValue(forKey: member)
    for index in answered.indices { answered[index].remove(member) }
    for index in results.indices {
      results[index].answers = results[index].answers?.map { answer in
        var erased = answer
        erased.text = People.erased(member, from: answer.text)
        return erased
      }
    }
  }
}

extension Surveys.Question {
  mutating func forget(_ member: MemberID) {
    text = People.erased(member, from: text)
    if case .options(let options) = kind {
      kind = .options(options.map { People.erased(member, from: $0) })
    }
  }
}

/// Marks the numbers of surveys.
package enum SurveyKind: NumberedKind {
  /// `V`, as in the middle of it: `S` is a session.
  package static let letter: Character = "V"
}

/// Which survey, such as `V2`.
package typealias SurveyID = Numbered<SurveyKind>
