import Glibc
import Primitives

/// What is fed with bytes that nobody would write: one of these a process, chosen by `FUZZ_TARGET`.
enum FuzzTarget: String, CaseIterable {
  /// Answers of chat services, under the profile that the first byte picks.
  case pages
  /// Lines of a conversation, each said to a community that remembers the ones before.
  case talk
  /// Phrases for times, and rules for series by RFC 5545.
  case phrases
  /// Profiles of chat services, as people write them.
  case profiles
  /// Texts in everything that is written for other programs.
  case encoders

  /// The one that this process was asked for.
  static let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("FUZZ_TARGET is one of \(allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return target
  }()

  func take(_ bytes: [UInt8]) {
    switch self {
    case .pages: FuzzPages.take(bytes)
    case .talk: FuzzTalk.take(bytes)
    case .phrases: FuzzPhrases.take(bytes)
    case .profiles: FuzzProfiles.take(bytes)
    case .encoders: FuzzEncoders.take(bytes)
    }
  }
}

/// Runs libFuzzer over one target: it makes inputs that reach ever more of the code, and keeps one that
/// ends the process or takes more than 100 ms of the processor.
@main enum Fuzz {
  private static let limitMilliseconds: Int64 = 100

  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runLibFuzzer(&count, &arguments) { start, count in
        Fuzz.take(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  private static func take(_ bytes: [UInt8]) {
    let began = processorMilliseconds
    FuzzTarget.chosen.take(bytes)
    let taken = processorMilliseconds - began
    // The first input also sets everything up.
    if taken > limitMilliseconds, hasBegun { fatalError("it took \(taken) ms of the processor") }
    hasBegun = true
  }

  // libFuzzer calls from one thread alone.
  nonisolated(unsafe) private static var hasBegun = false

  /// The time of the processor that this thread has taken.
  private static var processorMilliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Ends the process with `finding` where something does not hold, with every optimisation on.
func require(_ holds: Bool, _ finding: String) {
  if !holds { fatalError(finding) }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
