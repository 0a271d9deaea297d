package import Primitives

extension Simulation {
  /// What goes wrong in one world.
  package struct Conditions: Sendable {
    /// What the service and the network do.
    package var chat = ChatFaults()
    /// What goes wrong at which call of the disk, counted over all lives of the process.
    package var disk: [Int: SimulatedDisk.Fault] = [:]
    /// At which requests the process dies, before their effect.
    package var killsBefore: Set<Int> = []
    /// At which requests the process dies, after their effect and before the answer.
    package var killsAfter: Set<Int> = []
    /// When the service can't be reached, by uptime in seconds.
    package var outage: Range<Int>?
    /// When the disk is full, by uptime in seconds.
    package var fullDisk: Range<Int>?
    /// How many bytes a full disk still takes.
    package var roomLeft = 0
    /// By how many seconds the bot's clock is wrong, and from when on, by uptime in seconds.
    package var jumps: [(at: Int, by: Int)] = []
    /// How many bytes of journal are worth a snapshot.
    package var leastJournalBytes = 1 << 20
    /// Whether the machine dies with the process, so that what was not synced may be gone.
    package var crashes = false

    /// Nothing goes wrong.
    package init() {}

    /// Draws what goes wrong; about one kind of fault in three.
    package init(using chance: inout Randomness) {
      func percent(_ most: Int) -> Int {
        chance.chance(percent: 35) ? 1 + chance.number(below: most) : 0
      }
      chat.lostRequest = percent(20)
      chat.lostAnswer = percent(20)
      chat.failing = percent(20)
      chat.failingLate = percent(20)
      chat.rateLimited = percent(10)
      chat.garbled = percent(20)
      chat.duplicating = percent(30)
      chat.replaying = percent(30)
      chat.stale = percent(30)
      chat.expiring = percent(10)
      chat.shuffling = chance.chance(percent: 10) ? 30 : 0
      chat.latencyMilliseconds = 1 + chance.number(below: 300)
      drawDeaths(&chance)
      if chance.chance(percent: 25) {
        let from = chance.number(below: 120)
        outage = from..<from + 1 + chance.number(below: 60)
      }
      if chance.chance(percent: 20) {
        let from = chance.number(below: 120)
        fullDisk = from..<from + 1 + chance.number(below: 60)
        roomLeft = chance.number(below: 2000)
      }
      if chance.chance(percent: 20) {
        for _ in 0...chance.number(below: 2) {
          let span = [5, 60, 3600, 86_400][chance.number(below: 4)]
          let by = chance.chance(percent: 50) ? span : -span
          jumps.append((chance.number(below: 150), by))
        }
      }
      if chance.chance(percent: 70) { leastJournalBytes = 200 + chance.number(below: 20_000) }
    }

    private mutating func drawDeaths(_ chance: inout Randomness) {
      crashes = chance.chance(percent: 50)
      if chance.chance(percent: 60) {
        for _ in 0...chance.number(below: 6) {
          let call = 1 + chance.number(below: 400)
          disk[call] = chance.chance(percent: 50) ? .crash : .crashWithin
        }
      }
      if chance.chance(percent: 15) { disk[1 + chance.number(below: 300)] = .device }
      if chance.chance(percent: 15) {
        for _ in 0...chance.number(below: 4) { disk[1 + chance.number(below: 300)] = .noSpace }
      }
      if chance.chance(percent: 50) {
        for _ in 0...chance.number(below: 5) {
          let request = 1 + chance.number(below: 200)
          if chance.chance(percent: 50) {
            killsBefore.insert(request)
          } else {
            killsAfter.insert(request)
          }
        }
      }
    }

    /// Whether a disk without room may keep something from being kept.
    var fillsDisk: Bool { fullDisk != nil || disk.values.contains(.noSpace) }

    /// Whether the device fails, which may end the process.
    var hasFailingDevice: Bool { disk.values.contains(.device) }

    /// Whether messages may be worked off in another order than that in which they were said.
    var changesOrder: Bool { chat.shuffling > 0 || fillsDisk }

    /// Whether what depends on the order can't be compared at all.
    var losesOrder: Bool { changesOrder || jumpsFar }

    /// Whether the clock is so far off that what was just said seems to be from long ago.
    var jumpsFar: Bool { jumps.contains { abs($0.by) >= 900 } }
  }
}
