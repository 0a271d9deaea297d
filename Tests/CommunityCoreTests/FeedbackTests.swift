import CommunityCore
import Primitives
import Testing

@Suite struct FeedbackTests {
  /// A room in which S1 began two hours ago, and S2 begins in two days.
  private func room(hasDirectMessages: Bool = true) throws -> Rehearsal {
    var room = try Rehearsal(hasDirectMessages: hasDirectMessages)
    try room.plan("Onboarding", at: "2026-11-21T08:00")
    try room.plan("Retrospectives", at: "2026-11-23T10:00")
    return room
  }

  @Test func `feedback in a room is kept with the name, and says so`() throws {
    var room = try room()
    #expect(
      room.say("!feedback 4 Good pace, @ana", by: "ana") == [
        "Thanks, Ana: 4/5 for S1, kept with your name; it can't be undone. "
          + "If you write to me alone, it is anonymous."
      ])
    let answer = room.community.feedback.named(SessionID(1), by: MemberID("ana"))
    #expect(answer?.rating == 4)
    #expect(answer?.text == "Good pace, @ana")
    #expect(
      room.say("!feedback 5", by: "ana")[0].hasPrefix("You have given feedback for S1 already."))
    #expect(
      room.say("feedback 5", by: "ana", direct: true)[0].hasPrefix("You have given feedback for S1")
    )
    #expect(room.say("!undo", by: "ana") == ["What you did last can't be undone: feedback for S1."])
    var bare = try self.room(hasDirectMessages: false)
    #expect(
      bare.say("!feedback 4", by: "ana") == [
        "Thanks, Ana: 4/5 for S1, kept with your name; it can't be undone."
      ])
  }

  @Test(arguments: [
    ("4", 4), ("4/5", 4), ("5!", 5), ("1.", 1), ("⭐⭐⭐⭐", 4), ("⭐️⭐️", 2), ("★★★☆☆", 3), ("3️⃣", 3),
    ("５", 5), ("S1 2/5", 2), ("2 s1", 2), ("4 / 5", 4), ("4 /5", 4),
  ])
  func `a rating is typed in many ways`(typed: String, rating: Int) throws {
    var room = try room()
    _ = room.say("!feedback \(typed) with words", by: "ana")
    let answer = room.community.feedback.named(SessionID(1), by: MemberID("ana"))
    #expect(answer?.rating == rating)
    #expect(answer?.text == "with words")
  }

  @Test(arguments: ["0", "6", "4.5", "10", "4/6", "-1", "⭐⭐⭐⭐⭐⭐", "☆", "great", "44", "4️⃣4️⃣"])
  func `what is no rating is asked for again and never quoted`(typed: String) throws {
    var room = try room()
    for isDirect in [true, false] {
      let answer = room.answer("!feedback \(typed) secret", by: "ana", direct: isDirect)
      #expect(
        answer.text
          == "I need a rating from 1 to 5. Like this: `!feedback 4 The small groups went well`")
      #expect(!room.state.contains("secret"))
    }
  }

  @Test func `an anonymous answer stands nowhere beside its author`() throws {
    var room = try room()
    _ = room.say("!join", by: "ana")
    let before = room.journal.count
    let answer = room.answer("feedback 3 secret word", by: "ana", direct: true)
    #expect(
      answer.text
        == "Thank you! Your feedback for S1 is recorded without your name, so it can't be "
        + "undone. Results are shown whenever three answers have come together.")
    #expect(
      answer.ballots == [
        Ballot(
          community: "data", .feedback(SessionID(1), rating: 3, text: "secret word"))
      ])
    #expect(!answer.written.contains("secret") && !answer.written.contains("rating"))
    for text in [
      "undo", "redo", "feedback", "feedback 2 other secret", "me", "mydata", "fedback 2 secret",
      "feedbak 2 secret", "fb2 secret", "rte 2 secret", "4 secret", "4/5 secret", "⭐⭐ secret",
      "S1 4 secret", "feedback S9 4 secret", "feedback S2 4 secret", "!feedback secret",
      "feedback 4 secret \(String(repeating: "x", count: 1001))", "!fedback 2 secret",
    ] {
      let further = room.answer(text, by: "ana", direct: true)
      #expect(!further.replies.isEmpty)
      #expect(!further.written.contains("secret"), "\(text): \(further.written)")
      #expect(further.ballots.isEmpty)
    }
    let journal = room.journal[before...].map { fact in
      var json = JSONWriter()
      fact.write(to: &json)
      return String(decoding: json.bytes, as: UTF8.self)
    }
    #expect(journal.allSatisfy { !$0.contains("secret") && !$0.contains("rating") })
    #expect(!room.state.contains("secret") && !room.state.contains("rating"))
    #expect(room.state.contains("\"anonymous\":[\"ana\"]"))
  }

  @Test func `late feedback is worked off without a word of it in the summary`() throws {
    var room = try room()
    var message = room.message("feedback 3 secret word", by: "ana", direct: true)
    message.at = room.now - .minutes(30)
    let answer = room.answer(message)
    #expect(answer.ballots.count == 1)
    #expect(!answer.written.contains("secret"))
    #expect(!room.state.contains("secret"))
  }

  @Test func `an anonymous answer can't be undone, and hides what was done before`() throws {
    var room = try room()
    _ = room.say("topic Bees", by: "ana", direct: true)
    _ = room.say("feedback 3", by: "ana", direct: true)
    #expect(
      room.say("undo", by: "ana", direct: true) == [
        "What you did last can't be undone: feedback for S1."
      ])
    room.now = room.now + .minutes(11)
    #expect(room.say("undo", by: "ana", direct: true)[0].hasPrefix("You have changed nothing"))
  }

  @Test func `two sessions in one message each get their ballot`() throws {
    var room = try room()
    try room.plan("Earlier", at: "2026-11-10T10:00")
    let answer = room.answer("!feedback S1 4\n!feedback S3 2", by: "ana", direct: true)
    #expect(
      answer.ballots.map(\.content) == [
        .feedback(SessionID(1), rating: 4, text: ""), .feedback(SessionID(3), rating: 2, text: ""),
      ])
  }

  @Test func `which session is meant follows from the thread, then from the time`() throws {
    var room = try room()
    #expect(
      room.say("!feedback S2 4", by: "ana") == [
        "That one has not begun: S2 Retrospectives, Mon 23 Nov 2026, 10:00 London. "
          + "Feedback is welcome from then on."
      ])
    #expect(room.say("!feedback S9 4", by: "ana")[0].hasPrefix("There is no S9."))
    room.commons.apply(
      Fact(.dialogue(.posted(MessageID("root"), about: "S2")), in: "data"))
    #expect(
      room.answer("!feedback 4", by: "ana", thread: MessageID("root")).text.hasPrefix(
        "That one has not begun: S2"))
    room.now = room.now + .days(10)
    #expect(
      room.answer("!feedback 4", by: "ana", thread: MessageID("root")).text.hasPrefix(
        "Thanks, Ana: 4/5 for S2"))
    room.now = room.now + .days(31)
    #expect(room.say("!feedback 4", by: "bo")[0].hasPrefix("No session has begun in the last 30"))
    #expect(room.say("!feedback S1 4", by: "bo")[0].hasPrefix("Thanks, Bo: 4/5 for S1"))
    var empty = try Rehearsal()
    #expect(empty.say("!feedback", by: "ana")[0].hasPrefix("No session has begun in the last 30"))
  }

  @Test func `two sessions within a day are a choice, which holds nothing that is anonymous`()
    throws
  {
    var room = try room()
    try room.plan("Evening", at: "2026-11-20T20:00")
    let asked = room.say("!feedback 4 Fine", by: "ana")[0]
    #expect(asked.hasPrefix("Which session do you mean?\n`1` S1 Onboarding"))
    #expect(room.say("2", by: "ana")[0].hasPrefix("Thanks, Ana: 4/5 for S3"))
    #expect(room.say("!feedback 5 Fine", by: "ana")[0].hasPrefix("Thanks, Ana: 5/5 for S1"))
    let answer = room.answer("feedback 4 secret", by: "bo", direct: true)
    #expect(
      answer.text == "It could be S1 Onboarding or S3 Evening. I have kept nothing: please send it "
        + "again with the session in front, such as `feedback S1 …`.")
    #expect(answer.ballots.isEmpty)
    #expect(!answer.written.contains("secret") && !room.state.contains("secret"))
    #expect(room.answer("feedback S3 4 secret", by: "bo", direct: true).ballots.count == 1)
    #expect(
      room.answer("feedback 4 secret", by: "bo", direct: true).ballots.map(\.content)
        == [.feedback(SessionID(1), rating: 4, text: "secret")])
  }

  @Test func `a bare command shows whether you have answered`() throws {
    var room = try room()
    #expect(
      room.say("!feedback", by: "ana") == [
        "You have not said yet what S1 Onboarding was worth to you: `!feedback 4 <what you take "
          + "away>`, 5 being the best. Here your name is kept with it; if you write to me alone, it "
          + "is anonymous."
      ])
    #expect(room.say("feedback", by: "ana", direct: true)[0].hasSuffix(" Here it is anonymous."))
    _ = room.say("feedback 4", by: "ana", direct: true)
    #expect(
      room.say("!feedback", by: "ana") == [
        "You have given feedback for S1, without your name. Thank you!"
      ])
    _ = room.say("!feedback 4", by: "bo")
    #expect(
      room.say("!feedback", by: "bo") == [
        "You have given feedback for S1, with your name. Thank you!"
      ])
  }

  @Test func `results are released in whole threes, and named answers stand apart`() throws {
    var room = try room()
    let ratings = [5, 4, 2, 5, 3, 1]
    var shown: [String] = []
    for (index, rating) in ratings.enumerated() {
      _ = room.say("feedback \(rating) word\(index)", by: "m\(index)", direct: true)
      shown.append(room.say("feedback results", by: "you", direct: true)[0])
    }
    let none =
      "Feedback on S1 Onboarding:\nWithout names: shown once three answers have come together."
    let three = """
      Feedback on S1 Onboarding:
      Without names: 3 answers, 3.7 of 5 on average: 1 × 5, 1 × 4, 1 × 2.
      • “word0”
      • “word1”
      • “word2”
      More are shown whenever three have come together.
      """
    #expect(shown[0] == none && shown[1] == none)
    #expect(shown[2] == three && shown[3] == three && shown[4] == three)
    #expect(shown[5].contains("6 answers, 3.3 of 5 on average: 2 × 5, 1 × 4, 1 × 3, 1 × 2, 1 × 1."))
    _ = room.say("!feedback 2 Too long", by: "ana")
    #expect(
      room.say("feedback results S1", by: "you", direct: true)[0].hasSuffix(
        "With names: 1 answer, 2.0 of 5 on average: 1 × 2.\n• Ana: 2/5 “Too long”"))
  }

  @Test func `results are for facilitators and coordinators, and go to them alone`() throws {
    var room = try room()
    _ = room.say("!join", by: "you")
    #expect(
      room.say("!feedback results", by: "ana") == [
        "That is for facilitators and coordinators (You). You can `!feedback`."
      ])
    let answer = room.answer("!feedback results", by: "you")
    #expect(answer.replies.map(\.destination) == [.direct(MemberID("you")), .answer])
    var bare = try self.room(hasDirectMessages: false)
    #expect(bare.answer("!feedback results", by: "you").replies.map(\.destination) == [.answer])
  }

  @Test func `who is forgotten leaves an answer that is nobody's`() throws {
    var room = try room()
    for id in ["ana", "bo", "cy"] { _ = room.say("feedback 4 fine", by: id, direct: true) }
    _ = room.say("!feedback 3 With @cy", by: "dee")
    _ = room.say("!forget me", by: "cy")
    _ = room.say("forget", by: "cy")
    #expect(!room.state.contains("cy"))
    #expect(room.state.contains("\"anonymous\":[\"ana\",\"bo\"],\"anonymous-count\":3"))
    #expect(
      room.community.feedback.named(SessionID(1), by: MemberID("dee"))?.text
        == "With a member")
    #expect(room.commons.ballotFileNames == ["data-S1-3.json"])
  }
}

extension Rehearsal {
  /// Plans a session by the clocks of London, as if it had been planned a month ago.
  mutating func plan(_ title: String, at local: String, minutes: Int = 60) throws {
    let fact = """
      {"community":"data","event":"session.scheduled","session":"\(community.sessions.nextID)",
       "title":"\(title)","local":"\(local)","zone":"Europe/London","minutes":\(minutes),
       "room":"general","at":"2026-10-21T10:00:00Z"}
      """
    commons.apply(try Fact(reading: JSONPart(parsing: Array(fact.utf8))))
  }
}
