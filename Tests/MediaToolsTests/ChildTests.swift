import Glibc
import MediaTools
import Testing

@Suite struct ChildTests {
    private let limits = ChildLimits(wallSecondsMax: 20, memoryBytesMax: 1 << 30)

    @Test func aProgramGetsItsArgumentsUntouched() async throws {
        let hostile = "$(id); `id` > /tmp/x 'a' \"b\" *\n"
        let result = try await Child().run("printf", ["%s", hostile], limits: limits)
        #expect(result.isSuccess)
        #expect(result.outputText == hostile)
    }

    @Test func aFailureIsAResult() async throws {
        let result = try await Child().run("ls", ["/nowhere"], limits: limits)
        #expect(result.status == .exited(2))
        #expect(result.errorText.contains("/nowhere"))
    }

    @Test func aMissingProgramNamesItsPackage() async throws {
        let space = Workspace()
        let fault = await #expect(throws: MediaFault.self) {
            try await Child().run("ffprobe-of-another-world", [], limits: limits)
        }
        #expect(
            fault == .programMissing(program: "ffprobe-of-another-world", package: "ffprobe-of-another-world")
        )
        symlink("/usr/bin/prlimit", space["prlimit"])
        symlink("/usr/bin/nice", space["nice"])
        let named = await #expect(throws: MediaFault.self) {
            try await Pictures(child: Child(searchPath: [space.path])).prepare(
                Samples.png, into: space["out"], widths: [100])
        }
        #expect(named?.description.contains("apt-get install libvips-tools") == true)
    }

    @Test func theEnvironmentIsSmall() async throws {
        let result = try await Child().run("env", [], limits: limits, environment: ["EXTRA": "1"])
        let names = result.outputText.split(separator: "\n").map { $0.prefix { $0 != "=" } }
        #expect(Set(names) == ["PATH", "LC_ALL", "MALLOC_ARENA_MAX", "EXTRA"])
    }

    @Test func standardInputIsEmpty() async throws {
        let result = try await Child().run("cat", [], limits: limits)
        #expect(result.isSuccess && result.output.isEmpty)
    }

    @Test func muchOutputIsCutAndTheProgramEnds() async throws {
        var small = limits
        small.outputBytesMax = 1000
        let result = try await Child().run("seq", ["1", "300000"], limits: small)
        #expect(result.isSuccess)
        #expect(result.output.count == 1000)
    }

    @Test func aSlowProgramIsKilled() async throws {
        let brief = ChildLimits(wallSecondsMax: 0.2, memoryBytesMax: 1 << 30)
        let result = try await Child().run("sleep", ["58.5"], limits: brief)
        #expect(result.status == .expired)
        #expect(try await running("58.5") == false)
    }

    @Test func aCancelledTaskKillsItsProgram() async throws {
        let task = Task { try await Child().run("sleep", ["59.5"], limits: limits) }
        while try await running("59.5") == false { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await running("59.5") == false)
    }

    @Test func memoryAndProcessorTimeAreBounded() async throws {
        let narrow = ChildLimits(wallSecondsMax: 20, memoryBytesMax: 300 << 20)
        let greedy = try await Child().run(
            "dd", ["if=/dev/zero", "of=/dev/null", "bs=1G", "count=1"], limits: narrow)
        #expect(greedy.status == .exited(1))
        var busy = limits
        busy.cpuSecondsMax = 1
        let spinning = try await Child().run("sha256sum", ["/dev/zero"], limits: busy)
        #expect(spinning.status == .signalled(SIGXCPU))
    }

    @Test func aProgramThatCannotBeginIsAFault() async throws {
        let none = ChildLimits(wallSecondsMax: 20, memoryBytesMax: 100 << 20)
        await #expect(throws: MediaFault.self) {
            try await Child().run("vips", ["--version"], limits: none)
        }
    }

    @Test func filesAreBounded() async throws {
        let space = Workspace()
        var narrow = limits
        narrow.fileBytesMax = 1 << 20
        let result = try await Child().run(
            "dd", ["if=/dev/zero", "of=\(space["f"])", "bs=1M", "count=8"], limits: narrow)
        #expect(!result.isSuccess)
        #expect(try LocalFile(path: space["f"]).size <= 1 << 20)
    }

    private func running(_ argument: String) async throws -> Bool {
        let lines = try await tool("ps", "-eo", "args").outputText.split(separator: "\n")
        return lines.contains { $0.hasSuffix("/sleep \(argument)") && !$0.contains("nice") }
    }
}
