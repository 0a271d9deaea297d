import CommunityCore
import Primitives
import Testing

@Suite struct FloodGuardTests {
  private let start = Instant(seconds: 1_795_255_200)
  private let small = FloodGuard.Budgets(
    member: FloodGuard.Budget(commands: 1000, bytes: 1 << 20, perSecond: 1), room: nil)

  @Test func `who empties a bucket gets one notice, then silence, and others are answered`() {
    var guardian = FloodGuard(small)
    for _ in 0..<1000 { #expect(guardian.admit(by("ana"), at: start) == .answered) }
    #expect(!guardian.ignores(by("ana"), at: start))
    #expect(
      guardian.admit(by("ana"), at: start)
        == .noticed(
          Reply(
            "That is more than I can answer. I stay silent to you for a minute or so; please go slower."
          )))
    #expect(guardian.ignores(by("ana"), at: start))
    for _ in 0..<100 { #expect(guardian.admit(by("ana"), at: start) == .silenced) }
    #expect(guardian.admit(by("bo"), at: start) == .answered)
    #expect(!guardian.ignores(by("bo"), at: start))
  }

  @Test func `the bucket refills by one a second, and speaks again at a twentieth`() {
    var guardian = FloodGuard(small)
    for _ in 0...1000 { _ = guardian.admit(by("ana"), at: start) }
    #expect(guardian.ignores(by("ana"), at: start + .seconds(49)))
    #expect(guardian.admit(by("ana"), at: start + .seconds(50)) == .silenced)
    let later = start + .seconds(51)
    #expect(!guardian.ignores(by("ana"), at: later))
    for _ in 0..<51 { #expect(guardian.admit(by("ana"), at: later) == .answered) }
    #expect(guardian.admit(by("ana"), at: later).isNotice)
    for second in 0..<500 {
      let now = start + .seconds(1100 + Int64(second))
      #expect(guardian.admit(by("ana"), at: now) == .answered)
    }
  }

  @Test func `bytes are counted as well`() {
    var guardian = FloodGuard(small)
    for _ in 0..<128 { #expect(guardian.admit(by("ana", bytes: 8192), at: start) == .answered) }
    #expect(guardian.admit(by("ana", bytes: 8192), at: start).isNotice)
    var other = FloodGuard(small)
    #expect(other.admit(by("ana", bytes: 1 << 21), at: start) == .answered)
    #expect(other.admit(by("ana", bytes: 1), at: start) == .answered)
    #expect(other.admit(by("ana", bytes: 2000), at: start).isNotice)
  }

  @Test func `a room has a budget too, and who writes to the bot alone does not touch it`() {
    var guardian = FloodGuard(
      FloodGuard.Budgets(
        member: nil, room: FloodGuard.Budget(commands: 600, bytes: 1 << 20, perSecond: 10)))
    for number in 0..<600 { #expect(guardian.admit(by("m\(number)"), at: start) == .answered) }
    #expect(
      guardian.admit(by("late"), at: start)
        == .noticed(
          Reply(
            "That is more than I can answer in one room. I stay silent here for a minute or so; "
              + "please go slower. You can write to me alone meanwhile.",
            to: .room(RoomID("general")))))
    #expect(guardian.admit(by("later"), at: start) == .silenced)
    #expect(guardian.ignores(by("later"), at: start))
    #expect(guardian.admit(by("later", direct: true), at: start) == .answered)
    #expect(!guardian.ignores(by("later", direct: true), at: start))
    #expect(guardian.admit(by("later"), at: start + .seconds(4)) == .answered)
  }

  @Test func `the usual budgets let a crowd through and stop a program`() {
    var guardian = FloodGuard()
    for number in 0..<50_000 {
      guard guardian.admit(by("m\(number % 100)"), at: start) == .answered else {
        Issue.record("command \(number) was not answered")
        return
      }
    }
    var other = FloodGuard()
    for _ in 0..<1000 { _ = other.admit(by("ana"), at: start) }
    #expect(other.admit(by("ana"), at: start).isNotice)
  }

  @Test func `without budgets everybody is answered`() {
    var guardian = FloodGuard(.unlimited)
    for _ in 0..<100_000 where guardian.admit(by("ana"), at: start) != .answered {
      Issue.record("somebody was not answered")
      return
    }
    #expect(guardian.count == 0)
  }

  @Test func `a clock that jumps back silences nobody for longer than a refill`() {
    var guardian = FloodGuard(small)
    for _ in 0..<500 { _ = guardian.admit(by("ana"), at: start + .days(1)) }
    #expect(guardian.admit(by("ana"), at: start).isNotice)
    #expect(guardian.admit(by("ana"), at: start + .seconds(1000)) == .answered)
  }

  @Test func `many senders need bounded memory, and the worst are remembered`() {
    var guardian = FloodGuard(small, senders: 100)
    for _ in 0...1000 { _ = guardian.admit(by("ana"), at: start) }
    for number in 0..<20_000 {
      #expect(guardian.admit(by("m\(number)"), at: start) == .answered)
      #expect(guardian.count <= 100)
    }
    #expect(guardian.admit(by("ana"), at: start) == .silenced)
    _ = guardian.admit(by("late"), at: start + .days(1))
    for number in 0..<99 { _ = guardian.admit(by("l\(number)"), at: start + .days(1)) }
    #expect(guardian.admit(by("ana"), at: start + .days(1)) == .answered)
  }

  private func by(_ member: String, bytes: Int = 20, direct: Bool = false) -> Message {
    var message = Message(
      id: MessageID("m1"), room: RoomID("general"),
      author: Message.Author(id: MemberID(member), name: member),
      text: String(repeating: "x", count: bytes), at: start)
    message.isDirect = direct
    return message
  }
}

extension FloodGuard.Verdict {
  fileprivate var isNotice: Bool {
    if case .noticed = self { true } else { false }
  }
}
