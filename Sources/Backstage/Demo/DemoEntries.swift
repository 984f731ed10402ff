extension DemoWorld {
    private static let hour: Int64 = 60
    private static let dayMinutes: Int64 = 24 * 60

    /// What the channel of the demonstration holds.
    static let blockedWords = "free followers\nmiracle cure"
    static let held: [Answer] = [
        Answer(by: "tomasz", text: "A recording of the same stage: https://stage.example/1998"),
        Answer(
            by: "leila", text: "How the curtain looks from my seat.",
            photo: ("dunes.jpg", "Sand dunes under a low sun, in orange and brown")),
        Answer(by: "eve", text: "FR33 F0LLOWERS for every new stage!"),
    ]
    static let rude = "Nobody asked for another stage, you fools."
    static let sold = "Cheap telescopes, today only. Ask me how."
    static let report = "The same line stands under other posts."

    /// What was published, newest first.
    static let entries: [Entry] = thisEvening + today + yesterday + thisWeek

    private static let thisEvening: [Entry] = [
        Entry(
            by: "lowtide", minutesAgo: 2 * hour,
            deed: .note(
                """
                Night rehearsal by the slipway. The tide came in faster than our drummer could pack up, and \
                the last \
                take has actual waves in it. We are keeping it. #slipway
                """,
                photos: [
                    ("tide.jpg", "The bay at night, the moon low over still water"),
                    ("harbour.jpg", "The harbour at dusk, a pale sun over pink water"),
                    ("lamp.jpg", "Two musicians under warm lamps"),
                ], ofVideo: "Four songs before high tide: the slipway session"),
            likes: ["ben", "ines", "tomasz", "leila", "demo"],
            comments: [
                Answer(
                    by: "tomasz",
                    text: """
                        I was on the beach with my dad. He has not stopped humming the second one, nor \
                        sending \
                        this picture of the morning.
                        """,
                    photo: ("dawn.jpg", "Hills one behind the other at first light, in pink and violet"),
                    mark: .hearted, likes: ["lowtide", "ben", "ines"],
                    replies: [
                        Answer(
                            by: "lowtide",
                            text: "Your dad clapped on the off-beat. We noticed. He is welcome any time.",
                            likes: ["tomasz", "ben"]),
                        Answer(by: "ben", text: "The off-beat dad should be credited.", likes: ["tomasz"]),
                    ]),
                Answer(
                    by: "leila", text: "Spring tide plus low pressure: that is why it came so early.",
                    mark: .pinned, likes: ["ada"]),
            ]),
        Entry(
            by: "mirabelle", minutesAgo: 3 * hour,
            deed: .poll(
                "Quelle tarte ouvrira la série d’automne\u{00A0}?",
                options: ["Coing et laurier", "Figue, miel, noix", "Châtaigne et poire", "Surprenez-nous"],
                closesInHours: 48,
                votes: [0: ["ines", "leila", "demo"], 1: ["lowtide", "tomasz"], 2: ["kilnandclay"]]),
            likes: ["ines", "leila"],
            comments: [
                Answer(
                    by: "ines", text: "Le coing, sans hésiter. Avec le laurier du jardin.",
                    likes: ["mirabelle"])
            ]),
        Entry(
            by: "ada", minutesAgo: 5 * hour,
            deed: .note("First breakfast in the new dome. The kettle is louder than the telescope."),
            likes: ["ben", "leila", "tomasz", "demo", "slowloom"],
            comments: [
                Answer(by: "demo", text: "Which one has the better tracking?", likes: ["ada", "ben"])
            ]),
    ]

    private static let today: [Entry] = [
        Entry(
            by: "ada", minutesAgo: 6 * hour,
            deed: .quiz(
                "Which planet would float in a big enough bathtub?",
                options: ["Jupiter", "Saturn", "Neptune"], answer: 1,
                why: "Saturn is less dense than water: 0.69 g/cm³. The rings would still leave a mark.",
                answers: [0: ["tomasz", "dan"], 1: ["leila"], 2: ["ines"]]),
            likes: ["leila"]),
        Entry(
            by: "twolens", minutesAgo: 7 * hour,
            deed: .share(
                "We heard the third song from the ridge. It carries.",
                of: "Four songs before high tide: the slipway session"),
            likes: ["lowtide"]),
        Entry(
            by: "slowloom", minutesAgo: 8 * hour,
            deed: .video(
                title: "Forty seconds close to the cloth", text: "No talking, headphones on.",
                file: "loom.mp4"),
            likes: ["leila", "ada"]),
        Entry(
            by: "demo", minutesAgo: 9 * hour,
            deed: .note(
                "Welcome. Sign in as demo, write something in the studio, and see it arrive at @ben’s."
            ),
            likes: ["ben"],
            comments: [Answer(by: "ben", text: "It does arrive. I am sitting right here.", likes: ["demo"])]),
        Entry(
            by: "ada", minutesAgo: 11 * hour,
            deed: .poll(
                "Saturday looks clear. What shall we point the big one at?",
                options: ["Saturn, while it lasts", "The Orion nebula", "Whatever the porridge decides"],
                closesInHours: 40, votes: [0: ["tomasz", "cleo"], 1: ["leila", "demo", "dan"]]),
            likes: ["tomasz", "cleo"]),
        Entry(
            by: "lowtide", minutesAgo: 14 * hour,
            deed: .video(
                title: "Four songs before high tide: the slipway session",
                text: """
                    Recorded in one go on the old lifeboat slipway, forty minutes before the sea took the \
                    stage back.

                    0:00 Ropes
                    0:08 Slack water
                    0:15 The sea takes the stage
                    """, file: "rehearsal.mp4"),
            likes: ["ben", "ines", "tomasz"],
            comments: [
                Answer(
                    by: "ines", text: "The first ten seconds are my new alarm. Sorry, neighbours.",
                    at: "0:01", mark: .hearted, likes: ["lowtide"]),
                Answer(by: "tomasz", text: "Here somebody’s dad comes in.", at: "0:09", likes: ["ben"]),
                Answer(by: "leila", text: "And here the sea does.", at: "0:16", likes: ["lowtide", "ines"]),
            ]),
    ]

    private static let yesterday: [Entry] = [
        Entry(
            by: "lowtide", minutesAgo: dayMinutes + hour,
            deed: .poll(
                "Which sleeve for the slipway EP?", options: ["Dawn", "Dunes", "Valley"],
                pictures: ["dawn.jpg", "dunes.jpg", "valley.jpg"], closesInHours: 70,
                votes: [0: ["ines", "ben"], 1: ["tomasz"], 2: ["leila", "ada"]]),
            isPinned: true, likes: ["ben"]),
        Entry(
            by: "twolens", minutesAgo: dayMinutes + 2 * hour,
            deed: .note(
                "One more sunset on the ridge. By noon the next day all was blue, and colder than forecast.",
                photos: [
                    ("ridge.jpg", "Mountain ridges at sunset, a pale sun behind them"),
                    ("snow.jpg", "Blue ridges one behind the other under a white winter sun"),
                ]),
            likes: ["tomasz", "ben"]),
        Entry(
            by: "nightferry", minutesAgo: dayMinutes + 4 * hour,
            deed: .video(
                title: "The last crossing, from the rail", text: "One take, no lights.", file: "ferry.mp4"),
            likes: ["lowtide", "ada"]),
        Entry(
            by: "soussol", minutesAgo: dayMinutes + 6 * hour,
            deed: .video(
                title: "Main gauche seule\u{00A0}: études pour un novembre pluvieux",
                text: "Le piano n’est pas accordé. Moi non plus.", file: "keys.mp4"),
            likes: ["ines", "lowtide"]),
        Entry(
            by: "kilnandclay", minutesAgo: dayMinutes + 8 * hour,
            deed: .note(
                "Out of the kiln at last. Six good ones. We do not speak of the seventh.",
                photos: [
                    ("kiln.jpg", "Three vases on a bench: rust red, cream and deep blue"),
                    ("glaze.jpg", "Three glazed vases on a shelf: violet, white and green"),
                ]),
            likes: ["mirabelle", "tomasz"]),
        Entry(
            by: "mirabelle", minutesAgo: dayMinutes + 10 * hour,
            deed: .note(
                "La tarte d’hier, avant qu’elle ne disparaisse. #pâtisserie",
                photos: [
                    ("tart.jpg", "Une tarte aux fruits rouges sur une assiette blanche, vue de dessus")
                ]),
            likes: ["ines", "demo"]),
    ]

    private static let thisWeek: [Entry] = [
        Entry(
            by: "twolens", minutesAgo: 2 * dayMinutes,
            deed: .video(
                title: "Three days on the ridge with one battery", text: "The battery won.", file: "ridge.mp4"
            ),
            likes: ["ben", "tomasz"]),
        Entry(
            by: "ada", minutesAgo: 2 * dayMinutes + 5 * hour,
            deed: .video(
                title: "Moonrise, explained with porridge", text: "Stir slowly. #astronomy",
                file: "moonrise.mp4"),
            likes: ["leila", "ben", "demo"]),
        Entry(
            by: "nightferry", minutesAgo: 3 * dayMinutes,
            deed: .note(
                "The crew, off duty. The first one lay on its head until the phone said which way was up.",
                photos: [
                    ("photo-1.jpg", "A white dog stretched out on pale tiles, looking up"),
                    ("photo-2.jpg", "Two white dogs in the shade of a park, autumn leaves around them"),
                ]),
            likes: ["lowtide"]),
        Entry(
            by: "slowloom", minutesAgo: 3 * dayMinutes + 6 * hour,
            deed: .note(
                "This pattern was drafted wrong two hundred years ago, and everyone copied it.",
                photos: [("weave.jpg", "Close-up of woven cloth in red, cream and green")]),
            likes: ["leila", "ada"]),
        Entry(
            by: "kilnandclay", minutesAgo: 4 * dayMinutes,
            deed: .video(
                title: "Five forms, thrown without stopping", text: "And the glazes they got.",
                file: "pots.mp4"),
            likes: ["tomasz"]),
        Entry(
            by: "nightferry", minutesAgo: 5 * dayMinutes,
            deed: .video(
                title: "Twelve seconds of a dog, there and back",
                text: "A second and a half from a phone, forwards and backwards, four times over.",
                file: "phone.mp4")),
        Entry(
            by: "soussol", minutesAgo: 6 * dayMinutes,
            deed: .note("Accordeur mardi. D’ici là, le fa dièse fait ce qu’il veut."), likes: ["ines"]),
    ]
}
