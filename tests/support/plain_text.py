"""Plain English in which every written word is one dictionary word: what a forced aligner can follow."""

SENTENCES = (
    "The old house stood at the end of a quiet street, and nobody had lived there for years.",
    "She opened the window, looked at the garden, and wondered where the morning had gone.",
    "When the rain finally stopped, the children ran outside and played until it was dark.",
    "He bought a small boat last summer, but he has never taken it beyond the harbor.",
    "Most people believe that good luck happens by chance; a few believe they can make it.",
    "The train was late again, so we walked along the river and talked about the future.",
    "Please read the first chapter before tomorrow, and bring your questions to the class.",
    "A cold wind came down from the mountains and shook every tree in the valley.",
    "My brother collects stamps, coins, and letters from countries that no longer exist.",
    "If you listen carefully, you can hear the difference between the two instruments.",
    "They painted the kitchen yellow because it made the winter feel a little shorter.",
    "The teacher smiled, closed the book, and told us a story about her own childhood.",
    "Nothing in the letter explained why he had left the city without saying goodbye.",
    "Every evening the same man sits on the same bench and feeds the same birds.",
    "Our plan was simple: arrive early, work quickly, and leave before the crowd came.",
    "The museum keeps its oldest maps in a dark room, away from light and heat.",
)
