/// The two lists that blocked words are held against.
enum WordLists {
    /// What a list that blocks the word must find.
    static let disguises: [(word: String, texts: [String])] = [
        (
            "free",
            [
                "free", "Free", "FREE", "fReE", "frée", "fréé", "frēē", "frẹẹ", "freë", "ｆｒｅｅ",
                "ＦＲＥＥ", "𝐟𝐫𝐞𝐞", "𝒻𝓇𝑒𝑒", "𝓯𝓻𝓮𝓮", "ⓕⓡⓔⓔ", "🄵🅁🄴🄴", "fr33", "fr3e", "fre3", "FR33",
                "frеe", "freе", "frее", "fгee", "ƒree", "fr€€", "fre\u{200B}e",
                "f\u{200B}r\u{200B}e\u{200B}e", "fr\u{AD}ee", "f\u{2060}ree", "fr\u{34F}ee",
                "f.r.e.e", "f-r-e-e", "f_r_e_e", "f*r*e*e", "f/r/e/e", "f r e e", "F R E E",
                "f  r  e  e", "f. r. e. e.", "f, r, e, e", "fr.ee", "fr-ee", "fr_ee", "f~ree",
                "fr·ee", "frreee", "frreeee", "freeee", "ffreee", "FREEEEE", "frrree", "fffree",
                "free!", "(free)", "“free”", "*free*", "free...", "#free", "get it free, now",
                "FrEe!!!", "f.r.3.3", "fгее",
            ]
        ),
        (
            "viagra",
            [
                "viagra", "Viagra", "VIAGRA", "v1agra", "V1AGRA", "v!agra", "v|agra", "vlagra",
                "vIagra", "viagr4", "vi4gra", "vi4gr4", "v14gr4", "vi@gra", "vi@gr@", "viagr@",
                "v1@gr@", "vîágrà", "víagra", "vìâgrã", "viàgra", "viągra", "νiagra", "νіаgrа",
                "viаgrа", "ⅴⅰagra", "viaɡra", "via9ra", "via6ra", "vіagra", "vı\u{307}agra",
                "ｖｉａｇｒａ", "𝚟𝚒𝚊𝚐𝚛𝚊", "𝘷𝘪𝘢𝘨𝘳𝘢", "ⓥⓘⓐⓖⓡⓐ", "v.i.a.g.r.a", "v-i-a-g-r-a",
                "v_i_a_g_r_a", "v i a g r a", "V I A G R A", "v*i*a*g*r*a", "vi.agra", "via-gra",
                "via_gra", "via/gra", "v:iagra", "vviagra", "viiagra", "viaagra", "viaggra",
                "viagrra", "viagraa", "viiiagra", "viaaagra", "viagraaaa", "vvviiiaaagggrrraaa",
                "VIAAAGRAAA", "v\u{200B}iagra", "vi\u{AD}agra", "v\u{200C}i\u{200D}a\u{2060}gra",
                "viagra!", "¿viagra?", "buy viagra here", "viagra,", "viagra's", "v1agra!!!",
                "💊viagra", "v\u{301}iagra", "vi\u{336}a\u{336}gra",
            ]
        ),
        (
            "casino",
            [
                "casino", "Casino", "CASINO", "cas1no", "c4sino", "ca5ino", "casin0", "c4s1n0",
                "ca$ino", "c@sino", "c@$1n0", "C@S1NO", "саsino", "сasіno", "cаsіnо", "саѕіnо",
                "casinо", "casinσ", "casinø", "cásíñó", "çasino", "casiño", "căsino", "ｃａｓｉｎｏ",
                "𝕔𝕒𝕤𝕚𝕟𝕠", "ⓒⓐⓢⓘⓝⓞ", "c.a.s.i.n.o", "c-a-s-i-n-o", "c a s i n o", "C A S I N O",
                "c_a_s_i_n_o", "cas.ino", "ca-sino", "casi_no", "cas*ino", "ccasino", "caasino",
                "cassino", "casiino", "casinno", "casinoo", "casiiino", "caaasino", "CASINOOOO",
                "casi\u{200B}no", "ca\u{AD}si\u{AD}no", "caslno", "casIno", "cas!no", "cas|no",
                "casino.", "play at casino tonight", "#casino", "casino's", "c,a,s,i,n,o",
                "c4$!n0",
            ]
        ),
        (
            "buy now",
            [
                "buy now", "Buy Now", "BUY NOW", "buy  now", "buy\nnow", "buy, now!", "buy - now",
                "buy-now", "buy.now", "bυy now", "buy n0w", "8uy now", "buyyy nowww",
                "buuuy nooow", "búy nów", "ｂｕｙ ｎｏｗ", "buy\u{200B} now", "buy no\u{AD}w",
                "please buy now", "buy nоw",
            ]
        ),
        (
            "scam",
            [
                "scam", "5cam", "$cam", "sc4m", "sc@m", "scаm", "ѕсам", "scarn", "scaaam", "sccam",
                "s.c.a.m", "s c a m", "ＳＣＡＭ", "ŝćåm",
            ]
        ),
        (
            "赌博",
            [
                "赌博", "他们在赌博吗", "在线赌博！", "赌\u{200B}博", "线上赌博网站",
            ]
        ),
        (
            "🍆",
            [
                "🍆", "want 🍆?", "🍆🍆🍆", "a🍆b",
            ]
        ),
    ]

    /// What a list that blocks the word must let pass.
    static let nearWords: [(word: String, texts: [String])] = [
        (
            "ass",
            [
                "class", "classes", "classic", "glass", "glasses", "grass", "mass", "massive",
                "pass", "passed", "passage", "passport", "password", "assess", "assessment",
                "asset", "assets", "assign", "assist", "assistant", "associate", "assume",
                "assure", "assembly", "bass", "brass", "compass", "embassy", "harass", "lass",
                "molasses", "morass", "sass", "sassafras", "surpass", "trespass", "as",
                "As soon as", "gas", "has", "was", "Gaza", "a s", "a.s.", "asks", "asp", "ash",
                "as so", "was so", "ace", "ess", "us as", "A's", "455", "cassette", "potassium",
                "ambassador", "hassle", "tassel", "assassin", "bassoon", "canvass", "carcass",
            ]
        ),
        (
            "hell",
            [
                "hello", "Hello!", "shell", "shells", "shelf", "help", "held", "he'll",
                "He’ll be there", "she'll", "we'll", "heal", "heel", "hall", "hill", "hull",
                "Othello", "seashell", "Michelle", "Rochelle", "nutshell", "eggshell", "hellebore",
                "hellenic", "helm", "helicopter", "heliport", "bell", "cell", "fell", "well",
                "he will", "the lake",
            ]
        ),
        (
            "god",
            [
                "good", "goods", "goodness", "Good!", "golf", "gold", "goad", "go", "dog", "got",
                "rod", "nod", "pod", "cod", "go do", "g o", "gown", "hot dog", "pagoda", "Godot",
                "godet", "demagogue",
            ]
        ),
        (
            "mall",
            [
                "mail", "email", "male", "malt", "small", "mallard", "mallet", "marshmallow",
                "mali", "maul", "meal", "Mail us", "I mail it", "mail-in", "ball", "wall", "hall",
                "tall",
            ]
        ),
        (
            "free",
            [
                "fee", "fre", "fer", "reef", "freed", "freedom", "freeze", "freezer", "freely",
                "carefree", "fret", "fresh", "tree", "three", "flee", "fire", "frees", "frey",
                "frieze", "freelance", "frequent", "friend", "afreet",
            ]
        ),
        (
            "loo",
            [
                "100", "look", "loop", "loot", "lol", "loom", "igloo", "Waterloo", "1,000", "100%",
                "10 000", "lo", "boo", "too", "1000 people", "$100", "£100",
            ]
        ),
        (
            "bum",
            [
                "burn", "bump", "bumper", "album", "bumble", "bun", "barn", "but", "sunburn",
                "burns", "burner", "gum", "sum",
            ]
        ),
        (
            "casino",
            [
                "casing", "cousin", "basin", "cassis", "casein", "occasion", "Casio", "season",
                "cosine", "raisin",
            ]
        ),
        (
            "viagra",
            [
                "via", "viable", "Niagara", "viaduct", "vinegar", "diagram", "vague", "agra",
                "Via Agrippa", "Viareggio", "grab",
            ]
        ),
        (
            "buy now",
            [
                "buy it now", "now buy", "buying now", "buy nowhere", "know", "guy now", "by now",
                "buy new", "buy snow", "buy. No.",
            ]
        ),
        (
            "scam",
            [
                "scan", "scamp", "scarf", "scar", "scamper", "scram", "scum", "seam", "scheme",
                "sea", "cam", "scampi",
            ]
        ),
        (
            "sex",
            [
                "Essex", "sexton", "Sussex", "sextet", "sextant", "six", "sax", "Middlesex", "set",
                "ex", "sea",
            ]
        ),
        (
            "rapist",
            [
                "therapist", "therapists", "rapids", "rapid", "rapt", "rapping", "raptor", "grape",
                "trapeze", "drape", "scrap", "repast", "papist",
            ]
        ),
        (
            "ham",
            [
                "hammer", "Birmingham", "Graham", "shame", "champ", "hamster", "hamlet", "ha",
                "harm", "hum", "sham", "whammy", "yam",
            ]
        ),
        (
            "赌博",
            [
                "博物馆", "赌注", "博客", "博士 赌",
            ]
        ),
        (
            "666",
            [
                "6666", "66", "1666", "sixes", "66.6 %",
            ]
        ),
    ]
}
