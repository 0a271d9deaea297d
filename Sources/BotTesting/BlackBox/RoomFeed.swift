import Primitives

/// What was said in a `ScriptedRoom`, as the bytes that go over the wire.
///
/// The cursor of a message is its place, from 1; the oldest fall out once there are very many.
struct RoomFeed {
  private static let most = 400_000

  private var messages: [[UInt8]] = []
  private var dropped = 0

  /// The cursor of the newest message.
  var end: Int { dropped + messages.count }

  /// Puts a message at the end, whose members `body` writes.
  mutating func append(_ body: (inout JSONWriter, Int) -> Void) {
    var json = JSONWriter()
    let cursor = end + 1
    json.object { body(&$0, cursor) }
    messages.append(json.bytes)
    if messages.count > Self.most {
      messages.removeFirst(Self.most / 2)
      dropped += Self.most / 2
    }
  }

  /// At most `limit` messages behind the cursor `after`, as a page.
  func page(after: Int, limit: Int) -> [UInt8] {
    let first = max(0, after - dropped)
    let last = min(messages.count, first + limit)
    return page(
      first < last ? Array(first..<last) : [], next: max(after, dropped + max(last, first)))
  }

  /// A page in which messages come again and in no order, drawn from `seed`; its cursor is sound.
  func shuffledPage(after: Int, limit: Int, seed: UInt64) -> [UInt8] {
    var chance = Randomness(seed: seed)
    let first = max(0, after - dropped)
    let last = min(messages.count, first + limit)
    guard first <= last else { return page(after: after, limit: limit) }
    let before = max(0, first - chance.number(below: 20))
    var places = Array(before..<last)
    if chance.chance(percent: 50), first < last {
      places += (first..<last).filter { _ in chance.chance(percent: 50) }
    }
    return page(places, next: max(after, dropped + last))
  }

  private func page(_ places: [Int], next: Int) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.name("messages")
      json.array { json in
        for place in places { json.raw(messages[place]) }
      }
      json.member("next", "\(next)")
    }
    return json.bytes
  }
}
