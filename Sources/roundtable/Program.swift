import ArgumentParser
import Dispatch
@preconcurrency import Glibc

/// Where the process begins.
///
/// The bot runs on the first thread, and there is no second one before libcurl looks up a name: the C
/// library's allocator then takes no locks and keeps to its main heap, where a thread of its own would
/// have one that grows and shrinks a few pages at a time, each time by a system call. Only the commands
/// with the bundled room, which is a server, leave the first thread to Swift's concurrency.
@main
enum Program {
  static func main() {
    harden()
    do {
      var command = try Roundtable.parseAsRoot()
      guard command is any AsyncParsableCommand else {
        try command.run()
        return try requireWritten()
      }
    } catch {
      Roundtable.exit(withError: error)
    }
    Task {
      await Roundtable.main(nil)
      exit(0)
    }
    dispatchMain()
  }

  /// Requires that what was printed has arrived, which a full disk or a closed descriptor prevents.
  private static func requireWritten() throws {
    guard fflush(nil) == 0, ferror(stdout) == 0 else {
      complain("the result can't be written: \(String(cString: strerror(errno)))")
      throw ExitCode(74)
    }
  }

  /// Lets no secret out by a core file, lets a file that may not grow be an error and not the end, and hears
  /// signals that whoever started the program had blocked.
  private static func harden() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    signal(SIGXFSZ, SIG_IGN)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    sigprocmask(SIG_SETMASK, &blocked, nil)
  }
}
