import CommunityCore
import Primitives
import Testing

@Suite struct FloodGuardTests {
  private let start = Instant(seconds: 1_795_255_200)
  private let ana = MemberID("ana")

  @Test func `a thousand commands are answered at once, the next gets one notice, then silence`() {
    var guardian = FloodGuard()
    for _ in 0..<1000 { #expect(guardian.admit(ana, bytes: 20, at: start) == .answered) }
    #expect(guardian.admit(ana, bytes: 20, at: start) == .noticed)
    for _ in 0..<100 { #expect(guardian.admit(ana, bytes: 20, at: start) == .silenced) }
    #expect(guardian.admit(MemberID("bo"), bytes: 20, at: start) == .answered)
  }

  @Test func `the bucket refills by one a second, and speaks again at a twentieth`() {
    var guardian = FloodGuard()
    for _ in 0...1000 { _ = guardian.admit(ana, bytes: 20, at: start) }
    #expect(guardian.admit(ana, bytes: 20, at: start + .seconds(50)) == .silenced)
    let later = start + .seconds(51)
    for _ in 0..<51 { #expect(guardian.admit(ana, bytes: 20, at: later) == .answered) }
    #expect(guardian.admit(ana, bytes: 20, at: later) == .noticed)
    for second in 0..<500 {
      let now = start + .seconds(1100 + Int64(second))
      #expect(guardian.admit(ana, bytes: 20, at: now) == .answered)
    }
  }

  @Test func `bytes are counted as well`() {
    var guardian = FloodGuard()
    for _ in 0..<128 { #expect(guardian.admit(ana, bytes: 8192, at: start) == .answered) }
    #expect(guardian.admit(ana, bytes: 8192, at: start) == .noticed)
    var other = FloodGuard()
    #expect(other.admit(ana, bytes: .max, at: start) == .answered)
    #expect(other.admit(ana, bytes: 1, at: start) == .answered)
    #expect(other.admit(ana, bytes: 2000, at: start) == .noticed)
  }

  @Test func `a clock that jumps back silences nobody for longer than a refill`() {
    var guardian = FloodGuard()
    for _ in 0..<500 { _ = guardian.admit(ana, bytes: 20, at: start + .days(1)) }
    #expect(guardian.admit(ana, bytes: 20, at: start) == .noticed)
    #expect(guardian.admit(ana, bytes: 20, at: start + .seconds(1000)) == .answered)
  }

  @Test func `many senders need bounded memory, and the worst are remembered`() {
    var guardian = FloodGuard(senders: 100)
    for _ in 0...1000 { _ = guardian.admit(ana, bytes: 20, at: start) }
    for number in 0..<20_000 {
      #expect(guardian.admit(MemberID("m\(number)"), bytes: 20, at: start) == .answered)
      #expect(guardian.count <= 100)
    }
    #expect(guardian.admit(ana, bytes: 20, at: start) == .silenced)
    _ = guardian.admit(MemberID("late"), bytes: 20, at: start + .days(1))
    for number in 0..<99 {
      _ = guardian.admit(MemberID("l\(number)"), bytes: 20, at: start + .days(1))
    }
    #expect(guardian.admit(ana, bytes: 20, at: start + .days(1)) == .answered)
  }
}
