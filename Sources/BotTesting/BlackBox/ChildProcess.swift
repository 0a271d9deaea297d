package import Glibc
import Synchronization

/// A program that runs as a child of this process, with all that it writes caught in a pipe.
package final class ChildProcess {
  /// How a process came to its end.
  package enum Ending: Hashable, Sendable {
    /// It ended by itself with this code.
    case exited(Int32)
    /// A signal ended it.
    case killed(Int32)
  }

  /// What could not be started, and why.
  package struct StartError: Error, CustomStringConvertible {
    /// One clause for a person.
    package let description: String
  }

  private static let mostBytes = 4 << 20

  /// Held while a child is made, and while another thread makes a descriptor that no child may inherit:
  /// a socket that a stranger holds open does not close when its owner dies.
  static let forks = Mutex(())

  /// The number by which the system knows it.
  package let id: pid_t
  /// The last megabytes that it has written, standard output and standard error alike.
  package private(set) var output: [UInt8] = []
  /// How it ended; nil while it runs.
  package private(set) var ending: Ending?
  /// The end of the pipe that is read; -1 once there is nothing to come.
  package private(set) var descriptor: Int32

  /// Starts `words`, the first of which is looked for in the PATH, with nothing but `environment`.
  package init(_ words: [String], environment: [String: String]) throws(StartError) {
    var pipe: [Int32] = [-1, -1]
    let hasPipe = Self.forks.withLock { _ in
      guard Glibc.pipe(&pipe) == 0 else { return false }
      for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return true
    }
    guard hasPipe else {
      throw StartError(description: "no pipe: \(String(cString: strerror(errno)))")
    }
    defer { close(pipe[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A thread that waits for work may have all signals blocked, and a child would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for text in arguments { free(text) }
      for text in variables { free(text) }
    }
    var child: pid_t = 0
    let code = Self.forks.withLock { _ in
      posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    }
    guard code == 0 else {
      close(pipe[0])
      throw StartError(description: "\(words[0]): \(String(cString: strerror(code)))")
    }
    id = child
    descriptor = pipe[0]
  }

  deinit {
    guard ending == nil else { return }
    kill(id, SIGKILL)
    readToEnd()
  }

  /// What it has written so far.
  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Sends it a signal, unless it has ended.
  package func signal(_ number: Int32) {
    if ending == nil { kill(id, number) }
  }

  /// Reads what it has written, after `poll` has said that there is something, and notes its end.
  package func read() {
    guard descriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count > 0 {
      output.append(contentsOf: buffer[..<count])
      if output.count > Self.mostBytes { output.removeFirst(Self.mostBytes / 2) }
      return
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    close(descriptor)
    descriptor = -1
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
  }

  /// Reads until it has ended, however long that takes.
  package func readToEnd() {
    while descriptor >= 0 { read() }
  }
}
