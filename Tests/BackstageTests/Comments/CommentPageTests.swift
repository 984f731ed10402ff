import Database
import Foundation
import Testing

@testable import Backstage

/// Order and pages of comments.
extension CommentTests {
    @Test("newest first, or most liked first", arguments: TestEngine.available)
    func sorts(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let post = try await publish(rig)
            let ada = try await rig.channel(.ada).id
            let (ben, eve) = (try await rig.makeChannel("ben"), try await rig.makeChannel("eve"))
            let first = try await rig.app.comment(text: "first", photos: [], on: post, as: ben)
            let second = try await rig.app.comment(text: "second", photos: [], on: post, as: eve)
            let third = try await rig.app.comment(text: "third", photos: [], on: post, as: ben)
            let fourth = try await rig.app.comment(text: "fourth", photos: [], on: post, as: eve)
            for fan in [ada, ben] { try await rig.app.setLike(true, on: second, as: fan) }
            try await rig.app.setLike(true, on: first, as: ada)
            let top = [second, first, fourth, third].map { String($0) }
            let new = [fourth, third, second, first].map { String($0) }
            let plain = try await rig.visitor().get("/post/\(post)")
            #expect(comments(plain) == top)
            for (sort, expected) in [("top", top), ("new", new), ("sideways", top)] {
                let page = try await rig.visitor().get("/post/\(post)?sort=\(sort)")
                #expect(comments(page) == expected, "\(sort)")
            }
        }
    }

    @Test(
        "fifty comments page without skipping or repeating, in either order", arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let post = try await publish(rig)
            let ada = try await rig.channel(.ada).id
            let ben = try await rig.makeChannel("ben")
            var made: [PostID] = []
            for number in 0..<50 {
                made.append(try await rig.app.comment(text: "\(number)", photos: [], on: post, as: ben))
            }
            for (index, id) in made.enumerated() where index % 3 == 0 {
                try await rig.app.setLike(true, on: id, as: ada)
            }
            for (index, id) in made.enumerated() where index % 7 == 0 {
                try await rig.app.setLike(true, on: id, as: ben)
            }
            let likes = { (index: Int) -> Int in (index % 3 == 0 ? 1 : 0) + (index % 7 == 0 ? 1 : 0) }
            let newest = made.reversed().map { String($0) }
            let top = made.indices.sorted { (likes($0), $0) > (likes($1), $1) }.map { String(made[$0]) }
            for (sort, expected) in [("new", newest), ("top", top)] {
                var seen: [String] = []
                var path = "/post/\(post)?sort=\(sort)"
                for turn in 0..<6 {
                    let page = try await rig.visitor().get(path)
                    seen += comments(page)
                    let next = page.all(##"href="(/post/\d+\?[^"#]*(?:after|before)=[^"#]+)#comments""##)
                        .first
                    guard let next else { break }
                    path = next.replacingOccurrences(of: "&amp;", with: "&")
                    // What comes in between belongs to a page that was shown already.
                    if turn == 0, sort == "new" {
                        _ = try await rig.app.comment(text: "late", photos: [], on: post, as: ben)
                    }
                }
                if sort == "new" {
                    #expect(seen == expected)
                } else {
                    #expect(seen.filter { expected.contains($0) } == expected)
                    #expect(seen.count == 51)
                }
            }
        }
    }

    @Test(
        "a thousand answers, each to the one before, stand two levels deep and page to the first of them",
        arguments: TestEngine.available)
    func deepThread(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let post = try await publish(rig)
            let people = [try await rig.makeChannel("ben"), try await rig.makeChannel("eve")]
            let top = try await rig.app.comment(text: "the top", photos: [], on: post, as: people[0])
            var (last, made) = (top, [String]())
            for number in 1...1_000 {
                last = try await rig.app.comment(
                    text: "level \(number)", photos: [], on: last, as: people[number % 2])
                made.append(String(last))
            }
            try await expectExactCounts(rig, under: post, comments: 1_001)
            let page = try await rig.visitor().get("/post/\(post)")
            #expect(comments(page) == [String(top)] + made.prefix(Limits.repliesShown))
            var seen: [String] = []
            var path: String? = "/post/\(post)?thread=\(top)"
            while let address = path, seen.count <= made.count {
                let page = try await rig.visitor().get(address)
                #expect(page.queries <= 10)
                seen = comments(page).dropFirst() + seen
                path = page.all(##"href="(/post/\d+\?[^"#]*before=[^"#]+)"##).first
                    .map { $0.replacingOccurrences(of: "&amp;", with: "&") }
            }
            #expect(seen == made)
        }
    }

    @Test(
        "a page key that is none of ours is the first page",
        arguments: [
            "after=x", "after=1", "after=1.x", "after=.", "before=-1&sort=new", "before=1.2&sort=new",
            "thread=none", "thread=1", "reply=x",
            "reply=1",
        ])
    func strangeKeys(query: String) async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let post = try await publish(rig)
            let id = newest(try await comment(ben, on: post, "there"))
            for browser in [rig.visitor(), ben] {
                let page = try await browser.get("/post/\(post)?\(query)")
                #expect(page.status == 200)
                #expect(comments(page) == [id])
            }
        }
    }

    @Test(
        "the post's page costs at most ten queries, with no comments and with sixty",
        arguments: TestEngine.available)
    func budget(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            let post = try await publish(rig)
            let author = try await rig.makeChannel("author")
            for count in [0, 60] {
                for number in 0..<count {
                    let top = try await rig.app.comment(
                        text: "comment \(number)", photos: [], on: post, as: author)
                    guard number % 3 == 0 else { continue }
                    try await rig.app.comment(text: "reply \(number)", photos: [], on: top, as: author)
                }
                for browser in [rig.visitor(), ben] {
                    for query in ["", "?sort=new"] {
                        let page = try await browser.get("/post/\(post)\(query)")
                        #expect(page.status == 200)
                        #expect(page.queries > 0)
                        #expect(page.queries <= 10, "\(page.queries) queries with \(count) comments")
                    }
                }
            }
        }
    }
}
