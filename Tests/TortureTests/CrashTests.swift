import BotTesting
import Primitives
import Testing

/// A share of what `make torture` does, against the real program.
@Suite struct CrashTests {
  @Test(arguments: [1, 1_000_001] as [UInt64])
  func `whenever it is killed, everything is answered once and in order`(first: UInt64) throws {
    let (report, _) = try KillTrials(Program.path).run(kills: 25, from: first)
    #expect(report.findings == [])
    #expect(report.kills >= 25)
  }

  @Test(
    arguments: [
      ("openat", 7), ("pwrite64", 6), ("pwrite64", 21), ("fdatasync", 1), ("fdatasync", 12),
      ("fsync", 3), ("renameat", 2), ("unlinkat", 4),
    ])
  func `killed at a call on its state, it goes on as if nothing had been`(
    call: String, number: Int
  ) throws {
    let report = try #require(try CallTrials(Program.path).run(.kill, call, number))
    #expect(report.findings == [])
  }

  @Test(
    arguments: [
      (.brokenOnce, "pwrite64", 9), (.broken, "fdatasync", 5), (.brokenOnce, "fdatasync", 8),
      (.fullOnce, "pwrite64", 14), (.full, "renameat", 1), (.broken, "openat", 4),
      (.fullOnce, "openat", 2), (.brokenOnce, "fsync", 2),
    ] as [(CallTrials.Effect, String, Int)])
  func `whatever call fails, what is confirmed is there and what is refused is not`(
    effect: CallTrials.Effect, call: String, number: Int
  ) throws {
    let report = try #require(try CallTrials(Program.path).run(effect, call, number))
    #expect(report.findings == [])
  }

  @Test func `a write that only seems to succeed is noticed`() throws {
    let report = try #require(try CallTrials(Program.path).run(.pretended, "pwrite64", 12))
    #expect(report.falseConfirmations > 0)
  }

  @Test func `a call that is never made is no trial`() throws {
    #expect(try CallTrials(Program.path).run(.brokenOnce, "fdatasync", 9999) == nil)
  }
}
