import Primitives
import Testing

@testable import BotRuntime

@Suite struct GatesTests {
  @Test func `after a start two requests go first, and each that is taken lets one more go`() {
    var gates = Gates()
    #expect(gates.width(of: .send) == 2)
    gates.succeed(.send)
    #expect(gates.width(of: .send) == 3)
    for _ in 0..<Bot.mostInFlight { gates.succeed(.send) }
    #expect(gates.width(of: .send) >= Bot.mostInFlight)
  }

  @Test func `after a rest one request goes first, and each ten that are taken let one more go`() {
    var gates = Gates()
    gates.embargo(.send, until: .seconds(2))
    #expect(gates.width(of: .send) == 1)
    #expect(gates.width(of: .poll) >= Bot.mostInFlight)
    gates.succeed(.poll)
    #expect(gates.width(of: .send) == 1)
    for _ in 0..<19 { gates.succeed(.send) }
    #expect(gates.width(of: .send) == 2)
    gates.succeed(.send)
    #expect(gates.width(of: .send) == 3)
    gates.embargo(.send, until: .seconds(3))
    #expect(gates.width(of: .send) == 1)
    for _ in 0..<10 * Bot.mostInFlight { gates.succeed(.send) }
    #expect(gates.width(of: .send) >= Bot.mostInFlight)
  }
}
