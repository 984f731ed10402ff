import Database
import MediaTools

/// A video's film as its page shows it: what can be played, and what is still on its way.
struct ShownFilm: Sendable {
    let player: PlayerView?
    let processing: ProcessingView?
}

extension Transaction {
    /// Two queries, and one for a clip, whose film came with its post. The player is there as soon as one
    /// size is; how far the rest is, only the author sees.
    func shownFilm(of video: Post, _ visit: Visit) throws -> ShownFilm {
        guard let attachment = video.video, let film = try video.film ?? rendition(of: attachment.id) else {
            return ShownFilm(player: nil, processing: nil)
        }
        let captions = try captions(of: attachment.id)
        let isMine = visit.member?.channel.id == video.author.id
        return ShownFilm(
            player: film.isPlayable ? PlayerView(video, film, attachment.picture, captions, visit) : nil,
            processing: isMine && film.state != .ready
                ? ProcessingView(video, film, attachment.picture, visit) : nil)
    }
}

extension PlayerView {
    fileprivate init(
        _ video: Post, _ film: Rendition, _ poster: Picture,
        _ captions: [(language: String, label: String, name: String)], _ visit: Visit
    ) {
        let link = { (name: String) in Link.media(poster.folder, name) }
        self.init(
            title: video.title, author: video.author.name, poster: poster, hls: film.master.map(link),
            mp4: film.mp4.map(link), postID: video.id, visit: visit)
        steps = film.steps.map { Step(height: $0.name, hls: link($0.playlist), mp4: nil) }
        self.captions = captions.map {
            Captions(language: $0.language, label: $0.label, link: link($0.name))
        }
        storyboard = film.storyboard.map { board in
            Storyboard(
                link: link(Rendition.board), columns: board.columns, rows: board.rows,
                tileWidth: board.tileWidth, tileHeight: board.tileHeight,
                intervalMilliseconds: board.intervalMilliseconds)
        }
        chapters = MediaTools.Chapters.find(in: video.text, durationMilliseconds: Int(poster.duration)).map {
            Chapter(startMilliseconds: Int64($0.startMilliseconds), title: $0.title)
        }
        startSeconds = visit.query("t").flatMap { Int64($0) }
    }
}

extension ProcessingView {
    fileprivate init(_ video: Post, _ film: Rendition, _ picture: Picture, _ visit: Visit) {
        self.init(
            post: video.id, filename: film.filename, bytes: film.sourceBytes, planned: film.planned,
            ready: film.steps.map(\.name), percent: film.percent, secondsLeft: film.secondsLeft,
            state: film.state == .failed ? .failed : .working, visit: visit)
        problem = film.problem.map { Word(stringLiteral: $0) }
        poster = picture.widths.isEmpty ? nil : picture
        retry = film.state == .failed ? Link.watch(video.id, doing: "retry") : nil
    }
}
