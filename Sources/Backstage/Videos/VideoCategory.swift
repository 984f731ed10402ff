import Database

/// What a video is about, for those who look for more of the kind. Chosen by its creator.
enum VideoCategory: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case music = 1
    case film = 2
    case gaming = 3
    case education = 4
    case howTo = 5
    case science = 6
    case news = 7
    case sport = 8
    case travel = 9
    case people = 10
    case comedy = 11
    /// None of these, or not said.
    case other = 0

    /// As forms send it.
    var name: String { "\(self)" }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    var word: Word {
        switch self {
        case .music: .video_category_music
        case .film: .video_category_film
        case .gaming: .video_category_gaming
        case .education: .video_category_education
        case .howTo: .video_category_how_to
        case .science: .video_category_science
        case .news: .video_category_news
        case .sport: .video_category_sport
        case .travel: .video_category_travel
        case .people: .video_category_people
        case .comedy: .video_category_comedy
        case .other: .video_category_other
        }
    }
}
