/// A language that videos and captions can be said to be in: the raw value is its BCP 47 tag.
enum VideoLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case french = "fr"
    case arabic = "ar"
    case chinese = "zh"
    case dutch = "nl"
    case german = "de"
    case hindi = "hi"
    case italian = "it"
    case japanese = "ja"
    case korean = "ko"
    case polish = "pl"
    case portuguese = "pt"
    case russian = "ru"
    case spanish = "es"
    case turkish = "tr"
    case ukrainian = "uk"

    /// As those who speak it call it, so that they find it on a page in any language.
    var ownName: String {
        switch self {
        case .english: "English"
        case .french: "Français"
        case .arabic: "العربية"
        case .chinese: "中文"
        case .dutch: "Nederlands"
        case .german: "Deutsch"
        case .hindi: "हिन्दी"
        case .italian: "Italiano"
        case .japanese: "日本語"
        case .korean: "한국어"
        case .polish: "Polski"
        case .portuguese: "Português"
        case .russian: "Русский"
        case .spanish: "Español"
        case .turkish: "Türkçe"
        case .ukrainian: "Українська"
        }
    }
}
