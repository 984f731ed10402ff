import Markup

/// One of the values a list of the studio is sifted by.
struct SiftChoice {
    let value: String
    let text: String
    let isChosen: Bool
}

/// A choice among them, or all.
struct SiftSelect {
    let name: String
    let label: String
    let all: String
    let choices: [SiftChoice]

    var html: HTML {
        let options = choices.map { choice -> HTML in
            "<option value=\"\(choice.value)\"\(flag: "selected", choice.isChosen)>\(choice.text)</option>"
        }
        return """
            <div class="field"><label for="\(name)">\(label)</label>\
            <select class="input" id="\(name)" name="\(name)"><option value="">\(all)</option>\
            \(options)</select></div>
            """
    }
}
