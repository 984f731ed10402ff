import HTTPTypes
import Hummingbird
import NIOCore
import Wire

extension App {
    func siteRoutes(_ routes: inout RouteTable) {
        routes.get("/static/{file}") { try await self.asset($0) }
        routes.get("/media/{spread}/{folder}/{file}") { try await self.mediaFile($0) }
        routes.get("/healthz") { try await self.health($0) }
        routes.get("/metrics") { try await self.metrics($0) }
        routes.get("/robots.txt") { self.robots($0) }
        if settings.showsCosts { routes.get("/bare") { self.bare($0) } }
        routes.get("/favicon.ico") { _ in
            Response(status: .seeOther, headers: [.location: Assets.bundled.address("logo.svg")])
        }
    }

    /// A file of the program, from memory. Its address changes with its content, so it is kept for ever.
    private func asset(_ visit: Visit) async throws -> Response {
        guard let asset = Assets.bundled.files[visit.path] else { throw Missing() }
        var headers = HTTPFields()
        headers[.contentType] = asset.type
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        headers[.vary] = "Accept-Encoding"
        guard let gzip = asset.gzip, Compression.isAccepted(visit.request.headers[.acceptEncoding]) else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: asset.body))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: gzip))
    }

    /// 200 while the database answers; a proxy or supervisor asks this.
    private func health(_ visit: Visit) async throws -> Response {
        let now = clock.now()
        let isWell = (try? await database.read { try $0.lanesDue(now: now) }) != nil
        return visit.reply(
            Array((isWell ? "ok\n" : "the database does not answer\n").utf8),
            type: "text/plain; charset=utf-8", status: isWell ? .ok : .serviceUnavailable)
    }

    /// As many bytes as asked for, through every layer and without any work: what pages are measured against.
    private func bare(_ visit: Visit) -> Response {
        let bytes = visit.query("bytes").flatMap { Int($0) } ?? 0
        let body = [UInt8](repeating: UInt8(ascii: " "), count: min(max(0, bytes), 1 << 20))
        return visit.reply(body, type: "text/html; charset=utf-8")
    }

    private func robots(_ visit: Visit) -> Response {
        let text = """
            User-agent: *
            Disallow: /studio
            Disallow: /account
            Disallow: /admin

            Sitemap: \(settings.absolute(.sitemap))

            """
        return visit.reply(Array(text.utf8), type: "text/plain; charset=utf-8")
    }

    /// Prometheus text, for this machine only: a proxy must not pass it on.
    private func metrics(_ visit: Visit) async throws -> Response {
        guard visit.address == "127.0.0.1" || visit.address == "::1" else { throw Missing() }
        let totals = counts.now
        let jobs = try await database.read { try $0.jobCounts() }
        var text = PrometheusText()
        text.counter("backstage_requests_total", help: "Requests answered, by status.")
        for (status, count) in totals.requests.sorted(by: { $0.key < $1.key }) {
            text.sample("backstage_requests_total", ["status": "\(status)"], Double(count))
        }
        let sum = Double(totals.nanoseconds) / 1e9
        text.histogram(
            "backstage_request_seconds", help: "Time to an answer.",
            bounds: Counts.bounds.map { Double($0) / 1_000 }, counts: totals.atMost + [totals.slower],
            sum: sum)
        text.gauge("backstage_live_listeners", help: "Pages that wait for news.")
        text.sample("backstage_live_listeners", [:], Double(live.count))
        text.gauge("backstage_jobs", help: "Jobs that wait, or were given up.")
        for lane in jobs {
            text.sample("backstage_jobs", ["lane": "\(lane.lane)", "state": "waiting"], Double(lane.waiting))
            text.sample("backstage_jobs", ["lane": "\(lane.lane)", "state": "failed"], Double(lane.failed))
        }
        return visit.reply(Array(text.text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
    }
}
