// swift-tools-version: 6.2
import PackageDescription

// Every target is held to the same rules: Swift 6 mode, warnings are errors, imports are internal
// unless they say otherwise, and an existential says `any`.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let collections: Target.Dependency = .product(
  name: "OrderedCollections", package: "swift-collections")
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let roomPage = [
  "index.html", "icon.svg", "base.css", "room.css", "message.css", "compose.css", "dialogs.css",
  "main.js", "service.js", "store.js", "timeline.js", "message.js", "composer.js", "dialogs.js",
  "empty.js", "dom.js",
]

let targets: [Target] = [
  .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
  .systemLibrary(name: "CMalloc"),
  library("Primitives", []),
  library("CommandGrammar", ["Primitives"]),
  library("ChatEndpoint", ["Primitives"]),
  library("Journaling", ["Primitives"]),
  library("Timekeeping", ["Primitives"]),
  library("Grouping", ["Primitives"]),
  library(
    "CommunityCore", ["Primitives", "CommandGrammar", "Timekeeping", "Grouping", collections]),
  library("Publishing", ["Primitives", "Timekeeping"]),
  library(
    "BotRuntime",
    [
      "Primitives", "CommandGrammar", "ChatEndpoint", "Journaling", "Timekeeping", "CommunityCore",
      "Publishing", logging,
    ]),
  library("CurlTransport", ["Primitives", "CCurl"]),
  .target(
    name: "LocalRoom",
    dependencies: [
      "Primitives", "FlyingFox", .product(name: "FlyingSocks", package: "FlyingFox"),
    ],
    // Compiled in, so that the page is there wherever the binary is put.
    resources: roomPage.map { .embedInCode("Page/\($0)") },
    swiftSettings: strict),
  library("Settings", ["Primitives", "CommandGrammar", "ChatEndpoint", "CommunityCore", "Yams"]),
  library(
    "BotTesting",
    [
      "Primitives", "CommandGrammar", "ChatEndpoint", "Journaling", "Timekeeping", "CommunityCore",
      "BotRuntime", logging,
    ]),
  .executableTarget(
    name: "roundtable",
    dependencies: [
      "Primitives", "CommandGrammar", "ChatEndpoint", "Journaling", "Grouping", "Timekeeping",
      "CommunityCore", "BotRuntime", "CurlTransport", "LocalRoom", "Settings", "BotTesting",
      "CMalloc",
      argumentParser, logging,
    ],
    swiftSettings: strict),
  .executableTarget(
    name: "simulate", dependencies: ["Primitives", "BotTesting", argumentParser],
    swiftSettings: strict),
  .executableTarget(
    name: "torture", dependencies: ["Primitives", "BotTesting", argumentParser],
    swiftSettings: strict),
  tests("PrimitivesTests", ["Primitives"]),
  tests("CommandGrammarTests", ["CommandGrammar", "Primitives"]),
  tests("ChatEndpointTests", ["ChatEndpoint", "Primitives", "Settings", "BotTesting"]),
  tests("JournalingTests", ["Journaling", "Primitives", "BotTesting"]),
  tests("TimekeepingTests", ["Timekeeping", "Primitives"], exclude: ["Data"]),
  tests("GroupingTests", ["Grouping", "Primitives"]),
  tests(
    "CommunityCoreTests",
    [
      "CommandGrammar", "CommunityCore", "Grouping", "Primitives", "Timekeeping", "BotTesting",
      collections,
    ],
    exclude: ["Transcripts"]),
  tests("PublishingTests", ["Publishing", "Primitives", "Timekeeping"]),
  tests(
    "BotRuntimeTests",
    [
      "BotRuntime", "ChatEndpoint", "CommunityCore", "Journaling", "Primitives", "BotTesting",
      "Settings", "Timekeeping",
    ]),
  tests("CurlTransportTests", ["CurlTransport", "Primitives"]),
  tests("LocalRoomTests", ["LocalRoom", "Primitives"]),
  tests("SettingsTests", ["Settings", "Primitives", "ChatEndpoint", "CommunityCore"]),
  // The program itself is tried, so that it has to be there.
  tests("TortureTests", ["BotTesting", "Primitives", "roundtable"]),
  tests("HouseRulesTests", []),
]

// What libFuzzer feeds (`make fuzz`); the flags are of no use to anybody else.
let fuzz = Target.executableTarget(
  name: "fuzz",
  dependencies: [
    "Primitives", "ChatEndpoint", "CommandGrammar", "CommunityCore", "Publishing", "Settings",
    "Timekeeping", "BotTesting",
  ],
  path: "Fuzz", exclude: ["fuzz.py"],
  swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
  linkerSettings: [.unsafeFlags(["-use-ld=lld"])])

let package = Package(
  name: "roundtable",
  dependencies: [
    // The core's states keep the order in which things were said; saves us our own ordered dictionary.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    // Subcommands, their help and shell completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The operator's log lines, in the form that Swift servers share.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // YAML with comments, for the files that people edit; a correct parser is a project of its own.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The HTTP server of the bundled room, without SwiftNIO's minutes of build time.
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: targets + (Context.environment["ROUNDTABLE_FUZZ"] == nil ? [] : [fuzz]),
  swiftLanguageModes: [.v6]
)
