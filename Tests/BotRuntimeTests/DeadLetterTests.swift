import BotTesting
import ChatEndpoint
import Primitives
import Testing

@testable import BotRuntime

@Suite struct DeadLetterTests {
  @Test func `dead letters are bounded, the oldest go first, and it is told how many`() throws {
    let disk = SimulatedDisk()
    let letters = DeadLetters(disk)
    var dropped = 0
    for number in 1...40 {
      dropped += try letters.add(letter(number), "no such room", at: noon)
      let bytes = try #require(disk.content(of: DeadLetters.fileName))
      #expect(bytes.count <= DeadLetters.mostBytes + (70 << 10))
    }
    let bytes = try #require(disk.content(of: DeadLetters.fileName))
    let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    #expect(dropped > 10)
    #expect(lines.count + dropped == 40)
    #expect(lines.last?.contains("\"key-40\"") ?? false)
    #expect(lines.first?.contains("\"key-\(dropped + 1)\"") ?? false)
  }

  @Test func `a letter is kept once, however often it is refused`() throws {
    let disk = SimulatedDisk()
    for _ in 0..<3 { _ = try DeadLetters(disk).add(letter(1), "no", at: noon) }
    let bytes = try #require(disk.content(of: DeadLetters.fileName))
    #expect(bytes.count { $0 == 0x0A } == 1)
  }

  private let noon = Instant(seconds: 1_795_255_200)

  private func letter(_ number: Int) -> Utterance {
    var outgoing = Outgoing(
      key: "key-\(number)", content: .text(String(repeating: "x", count: 60 << 10)))
    outgoing.room = RoomID("general")
    return Utterance(number: number, outgoing: outgoing, subject: nil, recipient: nil)
  }
}
