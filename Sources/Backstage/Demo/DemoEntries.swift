extension DemoWorld {
    private static let hour: Int64 = 60
    private static let dayMinutes: Int64 = 24 * 60

    /// What was published, newest first.
    static let entries: [Entry] = thisEvening + today + yesterday + thisWeek

    private static let thisEvening: [Entry] = [
        Entry(
            by: "lowtide", minutesAgo: 2 * hour,
            deed: .note(
                """
                Night rehearsal by the slipway. The tide came in faster than our drummer could pack up, and the last \
                take has actual waves in it. We are keeping it. #slipway
                """,
                photos: [
                    ("tide.jpg", "The bay at night, the moon low over still water"),
                    ("harbour.jpg", "The harbour at dusk in pink light"),
                    ("lamp.jpg", "Two musicians under warm lamps"),
                ]),
            likes: ["ben", "ines", "tomasz", "leila", "demo"],
            comments: [
                Answer(
                    by: "tomasz", text: "I was on the beach with my dad. He has not stopped humming the second one.",
                    photo: ("dawn.jpg", "Hills at first light, seen from the beach"), likes: ["lowtide", "ben", "ines"],
                    replies: [
                        Answer(
                            by: "lowtide", text: "Your dad clapped on the off-beat. We noticed. He is welcome any time.",
                            likes: ["tomasz", "ben"]),
                        Answer(by: "ben", text: "The off-beat dad should be credited.", likes: ["tomasz"]),
                    ]),
                Answer(
                    by: "leila", text: "Spring tide plus low pressure: that is why it came so early.", likes: ["ada"]),
            ]),
        Entry(
            by: "mirabelle", minutesAgo: 3 * hour,
            deed: .poll(
                "Quelle tarte ouvrira la série d’automne ?",
                options: ["Coing et laurier", "Figue, miel, noix", "Châtaigne et poire", "Surprenez-nous"],
                closesInHours: 48,
                votes: [0: ["ines", "leila", "demo"], 1: ["lowtide", "tomasz"], 2: ["kilnandclay"]]),
            likes: ["ines", "leila"],
            comments: [Answer(by: "ines", text: "Le coing, sans hésiter. Avec le laurier du jardin.", likes: ["mirabelle"])]),
        Entry(
            by: "ada", minutesAgo: 5 * hour,
            deed: .note("First breakfast in the new dome. The kettle is louder than the telescope."),
            likes: ["ben", "leila", "tomasz", "demo", "slowloom"],
            comments: [Answer(by: "demo", text: "Which one has the better tracking?", likes: ["ada", "ben"])]),
    ]

    private static let today: [Entry] = [
        Entry(
            by: "slowloom", minutesAgo: 8 * hour,
            deed: .video(
                title: "Forty seconds of the shuttle at full speed", text: "No talking, headphones on.",
                file: "loom.mp4"),
            likes: ["leila", "ada"]),
        Entry(
            by: "demo", minutesAgo: 9 * hour,
            deed: .note(
                "Welcome. Sign in as demo, write something in the studio, and see it arrive on the home page of @ben."),
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
                    Recorded in one go on the old lifeboat slipway, forty minutes before the sea took the stage back.

                    0:00 Ropes
                    0:08 Slack water
                    """, file: "rehearsal.mp4"),
            likes: ["ben", "ines", "tomasz"],
            comments: [
                Answer(by: "ines", text: "The first ten seconds are my new alarm. Sorry, neighbours.", likes: ["lowtide"])
            ]),
    ]

    private static let yesterday: [Entry] = [
        Entry(
            by: "twolens", minutesAgo: dayMinutes + 2 * hour,
            deed: .note(
                "Snow came early to the ridge, so the route changes. The long way round it is.",
                photos: [("ridge.jpg", "A ridge with fresh snow"), ("snow.jpg", "Snow falling over dark firs")]),
            likes: ["tomasz", "ben"]),
        Entry(
            by: "nightferry", minutesAgo: dayMinutes + 4 * hour,
            deed: .video(title: "The last crossing, from the rail", text: "One take, no lights.", file: "ferry.mp4"),
            likes: ["lowtide", "ada"]),
        Entry(
            by: "soussol", minutesAgo: dayMinutes + 6 * hour,
            deed: .video(
                title: "Main gauche seule : études pour un novembre pluvieux",
                text: "Le piano n’est pas accordé. Moi non plus.", file: "keys.mp4"),
            likes: ["ines", "lowtide"]),
        Entry(
            by: "kilnandclay", minutesAgo: dayMinutes + 8 * hour,
            deed: .note(
                "Opened the kiln. Seven good ones, three philosophers.",
                photos: [("kiln.jpg", "The open kiln, glowing"), ("glaze.jpg", "Bowls with a running glaze")]),
            likes: ["mirabelle", "tomasz"]),
        Entry(
            by: "mirabelle", minutesAgo: dayMinutes + 10 * hour,
            deed: .note(
                "La tarte d’hier, avant qu’elle ne disparaisse. #pâtisserie",
                photos: [("tart.jpg", "Une tarte aux fruits, dorée, vue de dessus")]), likes: ["ines", "demo"]),
    ]

    private static let thisWeek: [Entry] = [
        Entry(
            by: "twolens", minutesAgo: 2 * dayMinutes,
            deed: .video(
                title: "Three days on the ridge with one battery", text: "The battery won.", file: "ridge.mp4"),
            likes: ["ben", "tomasz"]),
        Entry(
            by: "ada", minutesAgo: 2 * dayMinutes + 5 * hour,
            deed: .video(
                title: "Moonrise, explained with porridge", text: "Stir slowly. #astronomy", file: "moonrise.mp4"),
            likes: ["leila", "ben", "demo"]),
        Entry(
            by: "nightferry", minutesAgo: 3 * dayMinutes,
            deed: .note(
                "Pictures from an old phone, turned the right way up at last.",
                photos: [("photo-1.jpg", "A photograph from an old phone"), ("photo-2.jpg", "Another photograph from it")]),
            likes: ["lowtide"]),
        Entry(
            by: "slowloom", minutesAgo: 3 * dayMinutes + 6 * hour,
            deed: .note(
                "This pattern was drafted wrong two hundred years ago, and everyone copied it.",
                photos: [("weave.jpg", "Woven cloth in red, cream and green")]), likes: ["leila", "ada"]),
        Entry(
            by: "kilnandclay", minutesAgo: 4 * dayMinutes,
            deed: .video(title: "Throwing five forms without stopping", text: "", file: "pots.mp4"), likes: ["tomasz"]),
        Entry(
            by: "nightferry", minutesAgo: 5 * dayMinutes,
            deed: .video(
                title: "Found on a phone: eleven seconds of weather", text: "As it came out of the phone.",
                file: "phone.mp4")),
        Entry(
            by: "soussol", minutesAgo: 6 * dayMinutes,
            deed: .note("Accordeur mardi. D’ici là, le fa dièse fait ce qu’il veut."), likes: ["ines"]),
    ]
}
