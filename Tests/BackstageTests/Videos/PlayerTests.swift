import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Backstage

/// The player's page as it stands without scripts, and what it hands to them.
@Suite("The player's markup") struct PlayerTests {
    private func visit(_ rig: Rig, language: String = "en") -> Visit {
        let request = Request(
            head: .init(
                method: .get, scheme: nil, authority: nil, path: "/watch/7",
                headerFields: [.acceptLanguage: language]), body: RequestBody(buffer: .init()))
        return Visit(
            app: rig.app, request: request, requestID: "test", address: "127.0.0.1",
            language: Language(rawValue: language) ?? .english, now: 0)
    }

    private func picture(width: Int = 1_280, height: Int = 720, seconds: Int64 = 90) -> Picture {
        Picture(
            folder: "ab/cd", widths: [480, 1_280], width: width, height: height, tone: 1, alt: "",
            duration: seconds * 1_000)
    }

    private func player(_ rig: Rig, startSeconds: Int64? = nil) -> PlayerView {
        PlayerView(
            title: "Ropes & <lanterns>", author: "Ada", poster: picture(),
            hls: Link.media("ab/cd", "master.m3u8"), mp4: Link.media("ab/cd", "play-720.mp4"),
            captions: [
                .init(language: "fr", label: "Français", link: Link.media("ab/cd", "captions-fr.vtt"))
            ],
            storyboard: .init(
                link: Link.media("ab/cd", "storyboard.webp"), columns: 5, rows: 4, tileWidth: 160,
                tileHeight: 90, intervalMilliseconds: 5_000),
            chapters: [
                .init(startMilliseconds: 0, title: "Ropes"),
                .init(startMilliseconds: 65_900, title: "Lanterns"),
            ], startSeconds: startSeconds, postID: PostID(7), visit: visit(rig))
    }

    @Test("the browser's own player has everything: streams before files, captions, chapters as links")
    func whole() async throws {
        try await Rig.run(.sqlite) { rig in
            let html = player(rig).html.text
            let order = ["master.m3u8", "video/mp4", "<track", "</video>", "<template>"].map {
                html.range(of: $0)?.lowerBound
            }
            #expect(!order.contains(nil) && order.compactMap { $0 } == order.compactMap { $0 }.sorted())
            #expect(html.contains("<video controls playsinline preload=\"metadata\""))
            #expect(html.contains("srclang=\"fr\" label=\"Français\""))
            #expect(html.contains("Ropes &amp; &lt;lanterns&gt;") && !html.contains("<lanterns>"))
            #expect(html.contains("/watch/7?t=65") && html.contains("1:05"))
            #expect(html.contains("data-tile-width=\"160\""))
            let faults = MarkupJudge.faults(in: "<h1>x</h1>\(html)")
            #expect(faults.isEmpty, "\(faults)")
        }
    }

    @Test("the address says where to begin, unless that is past the end", arguments: [nil, -1, 0, 90, 65])
    func beginning(seconds: Int64?) async throws {
        try await Rig.run(.sqlite) { rig in
            let html = player(rig, startSeconds: seconds).html.text
            #expect(html.contains("master.m3u8#t=65") == (seconds == 65))
            #expect(html.contains("#t=") == (seconds == 65))
            #expect(html.contains("data-start=") == (seconds == 65))
        }
    }

    @Test("a video on its way says how far it is; a failed one says why and what to do")
    func processing() async throws {
        try await Rig.run(.sqlite) { rig in
            let view = ProcessingView(
                post: PostID(7), filename: "choir <1>.mov", bytes: 5 << 20, planned: [240, 480], ready: [],
                percent: 64, secondsLeft: 120, state: .working, poster: picture(), visit: visit(rig))
            let working = view.html.text
            #expect(working.contains("64%") && working.contains("About 2 minutes left"))
            #expect(working.contains("choir &lt;1&gt;.mov") && working.contains("5\u{A0}MB"))
            #expect(working.contains("href=\"/watch/7\"") && working.contains("Look again"))
            let failed = ProcessingView(
                post: PostID(7), filename: "a.mov", bytes: 1, planned: [], ready: [], percent: 0,
                secondsLeft: nil, state: .failed, problem: .video_no_picture,
                retry: Link.post(PostID(7), doing: "retry"), visit: visit(rig, language: "fr")
            ).html.text
            #expect(failed.contains("/post/7/retry") && failed.contains("/studio/video"))
            #expect(failed.contains(Language.french.say(.video_no_picture)))
            for html in [working, failed] {
                #expect(MarkupJudge.faults(in: "<h1>x</h1>\(html)").isEmpty)
            }
        }
    }

    @Test("clips lead to their page, loops stand still until they are started")
    func clips() async throws {
        try await Rig.run(.sqlite) { rig in
            let clip = ClipView(
                poster: picture(width: 360, height: 640), hls: nil, mp4: Link.media("ab/cd", "play-480.mp4"),
                title: "Soundcheck", page: Link.post(PostID(7)), visit: visit(rig)
            ).html.text
            #expect(clip.contains("href=\"/post/7\""))
            #expect(clip.contains("data-mp4=\"/media/ab/cd/play-480.mp4\""))
            #expect(clip.contains("data-shape=\"tall\"") && !clip.contains("data-hls"))
            let loop = LoopView(
                picture: picture(), film: Link.media("ab/cd", "loop.mp4"), visit: visit(rig)
            ).html.text
            #expect(loop.contains("muted loop playsinline controls") && !loop.contains("autoplay"))
            #expect(MarkupJudge.faults(in: "<h1>x</h1>\(clip)\(loop)").isEmpty)
        }
    }
}
