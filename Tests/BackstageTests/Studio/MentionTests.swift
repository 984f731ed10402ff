import Foundation
import Testing

@testable import Backstage

@Suite("Completing a mention") struct MentionTests {
    private struct Offered: Decodable { let handle: String; let name: String }

    private func offered(_ letters: String, to browser: Browser) async throws -> [String] {
        let seen = try await browser.send("GET", "/complete/mentions?q=\(Browser.encoded(letters))")
        #expect(seen.status == 200 && seen.header("Content-Type") == "application/json")
        // Who asks, and one query for the channels.
        #expect(seen.queries <= 3)
        return try JSONDecoder().decode([Offered].self, from: Data(seen.bytes)).map(\.handle)
    }

    @Test("whom one follows first, then the largest; by handle and by name", arguments: TestEngine.available)
    func order(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            let me = try await rig.channel(.ben).id
            for handle in ["tide", "tidal", "tide_pool"] { _ = try await rig.makeChannel(handle) }
            let large = try await rig.makeChannel("tidewater")
            let followed = try await rig.makeChannel("tides")
            try await rig.app.subscribe(followed, to: large, bell: .none)
            try await rig.app.subscribe(try await rig.makeChannel("other"), to: large, bell: .none)
            try await rig.app.subscribe(me, to: followed, bell: .none)
            let found = try await offered("tid", to: ben)
            #expect(found.prefix(2) == ["tides", "tidewater"])
            #expect(Set(found) == ["tide", "tidal", "tide_pool", "tidewater", "tides"])
            #expect(try await offered("TIDE_P", to: ben) == ["tide_pool"])
            #expect(try await offered("Be", to: ben) == ["ben"])
            for letters in ["", "%", "tid%", "!", "zzz", String(repeating: "x", count: 60)] {
                #expect(try await offered(letters, to: ben).isEmpty, "\(letters)")
            }
        }
    }

    @Test("at most eight are offered, and none to visitors")
    func bounds() async throws {
        try await Rig.run(.sqlite) { rig in
            let ben = try await rig.signUp(.ben)
            for number in 0..<12 { _ = try await rig.makeChannel("boat\(number)") }
            #expect(try await offered("boat", to: ben).count == 8)
            #expect(try await rig.visitor().send("GET", "/complete/mentions?q=boat").status == 404)
        }
    }
}
