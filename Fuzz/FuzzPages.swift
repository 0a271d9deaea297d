import ChatEndpoint
import Glibc
import Primitives
import Settings

/// The shipped profiles, with an environment that lets each of them start.
enum ShippedProfiles {
  private static let environment = [
    "CHAT_URL": "https://chat.example.org", "CHAT_TOKEN": "secret",
    "MATRIX_HOMESERVER": "https://matrix.example.org", "MATRIX_TOKEN": "secret",
    "MATTERMOST_URL": "https://team.example.org", "MATTERMOST_TOKEN": "secret",
    "TELEGRAM_TOKEN": "1:secret", "CHAT_WEBHOOK_URL": "https://hook.example.org/x",
  ]

  /// The profiles in `Config/endpoints` below the working folder.
  static let all: [Profile] = ["plain", "matrix", "mattermost", "telegram", "webhook"].map { name in
    do {
      let text = read("Config/endpoints/\(name).yaml")
      let document = try YAMLDocument(reading: text, file: "\(name).yaml")
      return try Profile(reading: document.tree, environment: environment)
    } catch {
      fatalError("\(name): \(error)")
    }
  }

  /// Reads a profile as an operator's file.
  static func profile(_ text: String) throws -> Profile {
    let document = try YAMLDocument(reading: text, file: "profile.yaml")
    return try Profile(reading: document.tree, environment: environment)
  }

  private static func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { fatalError("\(path) is not below the working folder") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Answers to every request of a start, a poll and a message.
enum FuzzPages {
  private static let noon = Instant(seconds: 1_795_000_000)
  /// How many requests an exchange may make of one answer.
  private static let most = 30

  /// The first byte picks the profile and how far reading has got, the second the status; the rest is
  /// the body of every answer.
  static func take(_ bytes: [UInt8]) {
    guard bytes.count > 2 else { return }
    let profile = ShippedProfiles.all[Int(bytes[0]) % ShippedProfiles.all.count]
    let statuses = [200, 200, 200, 201, 204, 400, 401, 404, 410, 429, 500]
    let answer = HTTPResponse(
      status: statuses[Int(bytes[1]) % statuses.count], headers: [], body: Array(bytes[2...]))
    var endpoint = Endpoint(profile: profile)
    var setup = endpoint.beginSetup(now: noon)
    for _ in 0..<most {
      guard case .request = setup.step else { break }
      endpoint.proceed(&setup, with: .success(answer), now: noon)
    }
    var cursor: Cursor?
    for isSalvaging in [false, true] {
      var poll = endpoint.beginPoll(
        from: cursor, start: bytes[0] < 128 ? .oldest : .newest, limit: 50, waitSeconds: 0,
        salvaging: isSalvaging, now: noon)
      for _ in 0..<most {
        guard case .request = poll.step else { break }
        endpoint.proceed(&poll, with: .success(answer), now: noon)
      }
      if case .finished(let batch) = poll.step { cursor = batch.next }
    }
  }
}

/// Files that an operator could have written.
enum FuzzProfiles {
  static func take(_ bytes: [UInt8]) {
    do {
      _ = try ShippedProfiles.profile(String(decoding: bytes, as: UTF8.self))
    } catch {
      // A wrong file is told in words, which must not be endless.
      require("\(error)".utf8.count < 100_000, "an endless error")
    }
  }
}
