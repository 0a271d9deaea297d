import Foundation
import LocalRoom
import Primitives

/// Shows the conversation of a room on the terminal, and says there what is typed.
struct Terminal {
  private let room: RoomServer

  init(_ room: RoomServer) {
    self.room = room
  }

  /// Begins to show and to listen.
  func open() {
    complain("Open the page, or type here (you are `you`, coordinator). Try: !help   End: Ctrl-C")
    let room = room
    do throws(RoomRefusal) {
      try room.admit(RoomServer.owner, name: "You")
    } catch {
      complain("you can't be let in: \(error)")
    }
    Task {
      for await message in room.messages() { Self.show(message, in: room) }
    }
    let typing = Thread {
      while let line = readLine() {
        if line.isEmpty { continue }
        do throws(RoomRefusal) {
          try room.say(line, as: RoomServer.owner, in: RoomID("general"))
        } catch {
          complain("that was not said: \(error)")
        }
      }
      Stopping.ask()
    }
    typing.start()
  }

  private static func show(_ message: Message, in room: RoomServer) {
    let place = message.isDirect ? "direct" : "#\(message.room)"
    let who = message.author.name.isEmpty ? message.author.id.text : message.author.name
    switch message.kind {
    case .text:
      let lines = visible(message.text).split(separator: "\n", omittingEmptySubsequences: false)
      write("\(place) \(visible(who))  \(lines.joined(separator: "\n    | "))")
    case .reaction(let emoji, _, let isRemoved):
      write("\(place) \(visible(who))  \(isRemoved ? "-" : "+")\(visible(emoji))")
    case .joined: write("\(place) \(visible(who)) came")
    case .left: write("\(place) \(visible(who)) left")
    }
  }

  /// Writes past the buffers of the C library, which wait for a line while somebody types one.
  private static func write(_ line: String) {
    _ = roundtable.write(Array((line + "\n").utf8), to: 1)
  }

  /// The text without what would steer the terminal.
  private static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }))
  }
}
