package import Primitives

/// What sets a talk going: the texts that were drawn lately, the board of questions, who speaks at
/// which session, and topics that are collected live.
package struct Sparks: Sendable {
  /// A text of a list that was drawn, and is not drawn again for six months.
  package struct Drawn: Hashable, Sendable {
    /// The text as the list has it.
    package let text: String
    /// The topic that was put into it; nil where it has no place for one.
    package let topic: TopicID?
    /// When.
    package let at: Instant
    /// Whether it was drawn outside a session.
    package let isCasual: Bool
  }

  /// Something that a member wants to know.
  package struct Question: Hashable, Sendable {
    /// What becomes of a question.
    package enum Status: String, Sendable {
      /// It waits for an answer.
      case open
      /// It has one.
      case answered
      /// It was taken off the board.
      case dropped
    }

    /// Its name.
    package let id: QuestionID
    /// Its words, mentions as identities.
    package internal(set) var text: String
    /// Who asks; nil for a question without a name, and once that member is forgotten.
    package internal(set) var asker: MemberID?
    /// When.
    package let at: Instant
    /// Who votes for it beside the asker, the first vote first.
    package internal(set) var votes: [MemberID] = []
    /// Whether it was read out.
    package internal(set) var isRead = false
    /// What becomes of it.
    package internal(set) var status: Status = .open
    /// What was answered, mentions as identities; nil where nothing was.
    package internal(set) var answer: String?
    /// Who wrote the answer down; nil once that member is forgotten.
    package internal(set) var answerer: MemberID?
    /// Whether it was asked without a name.
    package internal(set) var isAnonymous = false
  }

  /// Somebody who has a part of a session to themselves.
  package struct Speaker: Hashable, Sendable {
    /// Who.
    package let member: MemberID
    /// For how long.
    package let minutes: Int
    /// What about, mentions as identities; may be empty.
    package internal(set) var title: String
  }

  /// Topics that are collected for some minutes from whatever people write.
  package struct Harvest: Hashable, Sendable {
    /// The session in which.
    package let session: SessionID
    /// Where.
    package let room: RoomID
    /// The thread in which; nil for the room itself.
    package let thread: MessageID?
    /// The message that began it, below which people may write too.
    package let cause: MessageID
    /// When it ends.
    package let until: Instant
    /// What came, the first in front.
    package internal(set) var topics: [TopicID] = []
    /// How many of them were there before.
    package internal(set) var knownCount = 0
    /// How many came from whom.
    package internal(set) var counts: [MemberID: Int] = [:]

    /// Whether what is said there counts.
    func hears(_ message: Message) -> Bool {
      message.room == room && (message.thread == thread || message.thread == cause)
    }
  }

  /// How long a text is not drawn again: six months.
  package static let rest = Span.hours(24 * 183)
  /// How many texts may be drawn outside sessions within 24 hours.
  package static let casualLimit = 3
  /// How many questions may be open at a time.
  package static let openLimit = 1000
  /// How many of them may be one member's.
  package static let openEach = 10
  /// The longest question, in bytes.
  package static let questionBytes = 300
  /// The longest answer, in bytes.
  package static let answerBytes = 1000
  /// The most speakers of a session.
  package static let speakersLimit = 6
  /// The longest title of what somebody speaks about, in bytes.
  package static let titleBytes = 200
  /// The most topics of a harvest.
  package static let harvestLimit = 30
  /// The most topics of one member in a harvest.
  package static let harvestEach = 5

  /// What was drawn within six months before the last drawing, the latest last.
  package private(set) var drawn: [Drawn] = []
  /// All questions; the one called `Q1` is the first.
  package internal(set) var questions: [Question] = []
  /// The question that was read out last; nil where none was.
  package private(set) var current: QuestionID?
  /// Who speaks at a session, in the order in which they were named.
  package internal(set) var speakers: [SessionID: [Speaker]] = [:]
  /// The harvest that is going on.
  package internal(set) var harvest: Harvest?
  /// How many questions are open.
  package private(set) var openCount = 0
  /// Who has asked without their name, never what.
  package internal(set) var anonymous = Anonymous()
  /// What was asked without a name and is not on the board yet; it lies in a file of its own.
  var box = QuestionBox()

  init() {}

  /// The question with that name.
  package subscript(id: QuestionID) -> Question? {
    questions.indices.contains(id.number - 1) ? questions[id.number - 1] : nil
  }

  /// What the next question will be called.
  package var nextID: QuestionID { QuestionID(questions.count + 1) }

  /// The open questions, those that were not read out first, then by votes, the older among equals.
  package var ranked: [Question] {
    questions.filter { $0.status == .open }.sorted {
      ($0.isRead ? 1 : 0, $1.votes.count, $0.id) < ($1.isRead ? 1 : 0, $0.votes.count, $1.id)
    }
  }

  /// When the text may be drawn again; nil where it may be.
  func rests(_ text: String, topic: TopicID?, at now: Instant) -> Instant? {
    drawn.last { $0.text == text && $0.topic == topic && $0.at + Self.rest > now }
      .map { $0.at + Self.rest }
  }

  mutating func apply(_ event: SparkEvent) {
    switch event {
    case .drawn(let one):
      drawn.removeAll { $0.at + Self.rest <= one.at }
      drawn.append(one)
    case .returned(let one):
      if let index = drawn.lastIndex(of: one) { drawn.remove(at: index) }
    case .asked(let id, let text, let asker, let at):
      guard id == nextID else { return }
      add(Question(id: id, text: text, asker: asker, at: at))
    case .askedAnonymously(let member, let at): anonymous.note(member, at: at)
    case .released(let list, let at):
      for one in list where one.id == nextID {
        add(Question(id: one.id, text: one.text, asker: nil, at: at, isAnonymous: true))
      }
      anonymous.release()
      box = QuestionBox()
    case .voted(let id, let member):
      change(id) { question in
        if !question.votes.contains(member) { question.votes.append(member) }
      }
    case .unvoted(let id, let member): change(id) { $0.votes.removeAll { $0 == member } }
    case .read(let id, let isRead, let now):
      change(id) { $0.isRead = isRead }
      current = now
    case .answered(let id, let answer, let by):
      close(id, as: .answered)
      change(id) { question in
        question.answer = answer
        question.answerer = by
      }
    case .dropped(let id): close(id, as: .dropped)
    case .reopened(let id): reopen(id)
    case .spoken(let session, let list): speakers[session] = list.isEmpty ? nil : list
    case .harvestBegun(let begun): harvest = begun
    case .harvested(let topic, let isKnown, let by):
      harvest?.topics.append(topic)
      if isKnown { harvest?.knownCount += 1 }
      harvest?.counts[by, default: 0] += 1
    case .harvestEnded: harvest = nil
    }
  }

  mutating func add(_ question: Question) {
    questions.append(question)
    if question.status == .open { openCount += 1 }
  }

  mutating func change(_ id: QuestionID, _ body: (inout Question) -> Void) {
    guard questions.indices.contains(id.number - 1) else { return }
    body(&questions[id.number - 1])
  }

  private mutating func close(_ id: QuestionID, as status: Question.Status) {
    guard self[id]?.status == .open else { return }
    change(id) { $0.status = status }
    openCount -= 1
  }

  private mutating func reopen(_ id: QuestionID) {
    guard let question = self[id], question.status != .open else { return }
    change(id) { question in
      question.status = .open
      question.answer = nil
      question.answerer = nil
    }
    openCount += 1
  }

  mutating func forget(_ member: MemberID) {
    for index in questions.indices {
      questions[index].votes.removeAll { $0 == member }
      if questions[index].asker == member { questions[index].asker = nil }
      if questions[index].answerer == member { questions[index].answerer = nil }
      questions[index].text = People.erased(member, from: questions[index].text)
      questions[index].answer = questions[index].answer.map { People.erased(member, from: $0) }
    }
    for (session, list) in speakers {
      let kept = list.filter { $0.member != member }.map { speaker in
        Speaker(
          member: speaker.member, minutes: speaker.minutes,
          title: People.erased(member, from: speaker.title))
      }
      speakers[session] = kept.isEmpty ? nil : kept
    }
    harvest?.counts[member] = nil
    anonymous.counts[member] = nil
  }

  /// Takes over what was drawn and read out last; for reading a snapshot.
  mutating func restore(drawn: [Drawn], current: QuestionID?) {
    self.drawn = drawn
    self.current = current
  }
}

/// Marks the numbers of questions.
package enum QuestionKind: NumberedKind {
  /// `Q`.
  package static let letter: Character = "Q"
}

/// Which question, such as `Q4`.
package typealias QuestionID = Numbered<QuestionKind>
