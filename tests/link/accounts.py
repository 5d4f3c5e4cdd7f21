"""A made corpus: twenty articles of six invented outlets, in French and English.

Four articles tell each of five events: a ferry accident, a strike, an election count, a
court ruling, a flood. Six more are look-alikes that tell none of the five. All names of
people, towns and outlets are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """One article, and the event it is mainly about."""

    name: str
    event: str
    language: str
    outlet: str
    published: str
    title: str
    text: str


def _account(
    name: str, language: str, outlet: str, published: str, title: str, text: str
) -> Account:
    return Account(
        name, name.rpartition("-")[0], language, outlet, published, title, text
    )


ACCOUNTS = (
    _account(
        "ferry-1",
        "en",
        "Norvale Herald",
        "2031-05-13",
        "Ferry hits pier at Norvale, killing four",
        "A ferry with some 200 passengers aboard crashed into the pier of Norvale "
        "on Monday morning, killing four people and injuring 31 others, the "
        "coastguard said. The Marisol had left the island of Tressen twenty minutes "
        "earlier. Captain Odile Harrant told investigators that the engines did not "
        "answer when she tried to slow down. The harbour was closed until the "
        "evening.",
    ),
    _account(
        "ferry-2",
        "en",
        "The Coast Courier",
        "2031-05-13",
        "Four dead as Marisol ferry rams Norvale pier",
        "Four passengers died when the ferry Marisol rammed a pier in Norvale on "
        "Monday. At least 30 people were hurt, several of them seriously, according "
        "to the Tressen shipping company. Witnesses described passengers being "
        "thrown down the stairs. The coastguard has opened an inquiry into the "
        "engines of the ferry, which was overhauled last winter.",
    ),
    _account(
        "ferry-3",
        "fr",
        "Le Quotidien du Golfe",
        "2031-05-13",
        "Accident de ferry à Norvale : quatre morts",
        "Un ferry a percuté la jetée de Norvale lundi matin, faisant quatre morts "
        "et une trentaine de blessés, ont annoncé les garde-côtes. Le Marisol "
        "arrivait de l’île de Tressen avec près de deux cents passagers. La "
        "capitaine Odile Harrant affirme que les moteurs ne répondaient plus. Le "
        "port a été fermé jusqu’au soir.",
    ),
    _account(
        "ferry-4",
        "fr",
        "Radio Tressen",
        "2031-05-14",
        "Norvale : les moteurs du Marisol en cause après l’accident du ferry",
        "Quatre personnes sont mortes lundi à Norvale dans l’accident du ferry "
        "Marisol, qui a heurté la jetée à pleine vitesse. Les garde-côtes examinent "
        "les moteurs du navire, révisés l’hiver dernier. Selon la compagnie de "
        "Tressen, 31 passagers ont été blessés. La capitaine Odile Harrant a été "
        "entendue.",
    ),
    _account(
        "strike-1",
        "en",
        "The Coast Courier",
        "2031-06-04",
        "Bus drivers in Brauheim walk out over night shifts",
        "Bus drivers in Brauheim went on strike on Wednesday in protest against "
        "longer night shifts, leaving nine lines out of twelve without service. The "
        "Solvera union said 800 of 950 drivers had stopped work. Mayor Ulrike "
        "Fennandt called on both sides to resume talks. The transport company "
        "Velbus said it would not withdraw the new timetable.",
    ),
    _account(
        "strike-2",
        "en",
        "Norvale Herald",
        "2031-06-04",
        "Strike halts most Brauheim buses",
        "Most buses in Brauheim stood still on Wednesday as drivers began a strike "
        "against the new timetable of the Velbus company. Three lines out of twelve "
        "were running, Velbus said. The Solvera union denounced night shifts of ten "
        "hours. Passengers waited in vain at the central station, and Mayor Ulrike "
        "Fennandt asked for talks.",
    ),
    _account(
        "strike-3",
        "fr",
        "La Dépêche de Brauheim",
        "2031-06-04",
        "Grève des chauffeurs de bus à Brauheim",
        "Les chauffeurs de bus de Brauheim se sont mis en grève mercredi contre "
        "l’allongement des nuits. Neuf lignes sur douze étaient à l’arrêt, selon le "
        "syndicat Solvera, qui compte 800 grévistes. La société Velbus maintient sa "
        "nouvelle grille horaire. La maire Ulrike Fennandt appelle à la reprise des "
        "discussions.",
    ),
    _account(
        "strike-4",
        "fr",
        "Le Quotidien du Golfe",
        "2031-06-05",
        "Brauheim : la grève des bus paralyse la ville",
        "À Brauheim, la grève des chauffeurs de bus a privé mercredi de transport "
        "des milliers de voyageurs. Le syndicat Solvera refuse la grille horaire de "
        "la société Velbus et ses nuits de dix heures. Seules trois lignes "
        "circulaient, indique Velbus. La maire Ulrike Fennandt propose une "
        "médiation entre le syndicat et la société.",
    ),
    _account(
        "count-1",
        "en",
        "Norvale Herald",
        "2031-09-22",
        "Dormelle wins Castrava presidency by 900 votes",
        "Ines Dormelle won the presidential election in Castrava by 912 votes, the "
        "electoral commission announced on Sunday night after a count that lasted "
        "three days. Her opponent Pavel Grutin spoke of missing ballot boxes in the "
        "district of Hollen and demanded a recount. Turnout stood at 71 percent.",
    ),
    _account(
        "count-2",
        "en",
        "Castrava Times",
        "2031-09-22",
        "Grutin demands recount after Castrava election",
        "Pavel Grutin refused on Sunday to accept the result of the presidential "
        "election in Castrava, which the electoral commission says he lost to Ines "
        "Dormelle by fewer than a thousand votes. He demanded a recount in the "
        "district of Hollen, where ballot boxes arrived late. Dormelle called on "
        "her supporters to stay calm.",
    ),
    _account(
        "count-3",
        "fr",
        "Le Quotidien du Golfe",
        "2031-09-22",
        "Castrava : Ines Dormelle élue présidente avec 912 voix d’avance",
        "Ines Dormelle a remporté l’élection présidentielle en Castrava avec 912 "
        "voix d’avance, a annoncé dimanche la commission électorale au terme de "
        "trois jours de dépouillement. Son adversaire Pavel Grutin réclame un "
        "nouveau décompte dans le district de Hollen, où des urnes auraient disparu.",
    ),
    _account(
        "count-4",
        "fr",
        "Radio Tressen",
        "2031-09-23",
        "Élection en Castrava : Grutin conteste la victoire de Dormelle",
        "Pavel Grutin conteste le résultat de l’élection présidentielle en "
        "Castrava, remportée dimanche par Ines Dormelle selon la commission "
        "électorale. Il réclame un nouveau décompte dans le district de Hollen, où "
        "des urnes sont arrivées en retard. La commission assure que les 912 voix "
        "d’avance ont été vérifiées.",
    ),
    _account(
        "ruling-1",
        "en",
        "Castrava Times",
        "2031-10-09",
        "Court orders Brinnex to clean up Lake Osmere",
        "The high court in Feldenz ordered the chemical company Brinnex on Thursday "
        "to pay 40 million crowns for polluting Lake Osmere. Judge Tamsin Overlock "
        "said the company had known of the leaks for six years. Brinnex will "
        "appeal, its lawyer said. Fishermen of Osmere had brought the case in 2027.",
    ),
    _account(
        "ruling-2",
        "en",
        "The Coast Courier",
        "2031-10-10",
        "Brinnex must pay 40 million over Osmere leaks",
        "Brinnex was sentenced on Thursday to pay 40 million crowns over leaks that "
        "polluted Lake Osmere, in a ruling hailed by fishermen. The high court of "
        "Feldenz found that managers of the chemical company had hidden the leaks. "
        "Judge Tamsin Overlock also ordered the company to clean the shores within "
        "two years.",
    ),
    _account(
        "ruling-3",
        "fr",
        "La Dépêche de Brauheim",
        "2031-10-10",
        "Pollution du lac Osmere : Brinnex condamné à 40 millions",
        "La haute cour de Feldenz a condamné jeudi le groupe chimique Brinnex à "
        "verser 40 millions de couronnes pour la pollution du lac Osmere. La juge "
        "Tamsin Overlock a estimé que le groupe connaissait les fuites depuis six "
        "ans. Brinnex fera appel, selon son avocat.",
    ),
    _account(
        "ruling-4",
        "fr",
        "Le Quotidien du Golfe",
        "2031-10-10",
        "Brinnex condamné, les pêcheurs d’Osmere soulagés",
        "Les pêcheurs du lac Osmere ont gagné leur procès : Brinnex a été condamné "
        "jeudi par la haute cour de Feldenz à verser 40 millions de couronnes. Le "
        "groupe chimique devra aussi nettoyer les rives en deux ans, a ordonné la "
        "juge Tamsin Overlock.",
    ),
    _account(
        "flood-1",
        "en",
        "Norvale Herald",
        "2031-11-18",
        "Flood in Lower Kessin forces 3,000 from homes",
        "A flood of the river Aumel forced about 3,000 people in Lower Kessin to "
        "leave their homes on Monday night. Two people are missing, the prefect "
        "Leonor Castang said. The dyke at Morvant broke shortly after midnight. "
        "Schools will stay closed until Friday.",
    ),
    _account(
        "flood-2",
        "en",
        "Castrava Times",
        "2031-11-18",
        "Thousands evacuated in Kessin after Morvant dyke breaks",
        "Some 3,000 inhabitants of Lower Kessin were evacuated on Monday night when "
        "the flood of the Aumel broke the dyke at Morvant. Two people were reported "
        "missing. The prefect Leonor Castang called it the worst flood of the Aumel "
        "in forty years. Boats brought patients out of the Morvant hospital.",
    ),
    _account(
        "flood-3",
        "fr",
        "Radio Tressen",
        "2031-11-18",
        "Inondation en Basse-Kessin : 3 000 personnes évacuées",
        "Une inondation de l’Aumel a contraint dans la nuit de lundi quelque 3 000 "
        "habitants de la Basse-Kessin à quitter leur logement. La digue de Morvant "
        "a cédé peu après minuit. Deux personnes sont portées disparues, selon la "
        "préfète Leonor Castang.",
    ),
    _account(
        "flood-4",
        "fr",
        "La Dépêche de Brauheim",
        "2031-11-19",
        "La digue de Morvant cède, la Basse-Kessin sous les eaux",
        "La rupture de la digue de Morvant a inondé lundi une partie de la "
        "Basse-Kessin. Trois mille habitants ont été évacués et deux sont portés "
        "disparus, a indiqué la préfète Leonor Castang, qui parle de la pire "
        "inondation de l’Aumel en quarante ans. Des barques ont évacué l’hôpital de "
        "Morvant.",
    ),
)

LOOK_ALIKES = (
    _account(  # the same sort of accident, the same town, another day
        "ferry-again-1",
        "en",
        "The Coast Courier",
        "2031-05-20",
        "Second ferry accident in a week at Norvale",
        "For the second time in a week a ferry hit the pier of Norvale on Monday, "
        "injuring six passengers, the coastguard said. The Belisar had come from "
        "the island of Tressen. Nobody was killed. The shipping company suspended "
        "all crossings.",
    ),
    _account(  # the same again within days, and said to be
        "ferry-third-1",
        "en",
        "Castrava Times",
        "2031-05-15",
        "Another ferry hits Norvale pier",
        "For the second time in three days a ferry hit the pier of Norvale on "
        "Wednesday, the coastguard said. Nine passengers were injured. The Belisar "
        "had left the island of Tressen with 140 people aboard. An inquiry was "
        "opened.",
    ),
    _account(  # the same a day later, and not said to be
        "ferry-next-1",
        "en",
        "Norvale Herald",
        "2031-05-14",
        "Ferry scrapes pier at Norvale",
        "A ferry with 80 passengers aboard crashed into the pier of Norvale on "
        "Tuesday morning, the coastguard said. Two people were injured. The Belisar "
        "had come from the island of Tressen. The harbour was closed for an hour.",
    ),
    _account(  # a year later
        "ferry-anniversary-1",
        "fr",
        "Radio Tressen",
        "2032-05-12",
        "Norvale se souvient des quatre morts du Marisol",
        "Un an après l’accident du ferry Marisol, Norvale a rendu hommage dimanche "
        "aux quatre passagers morts sur la jetée. La capitaine Odile Harrant "
        "n’assistait pas à la cérémonie. Les garde-côtes n’ont pas rendu leur "
        "rapport.",
    ),
    _account(  # a portrait of somebody of the news
        "portrait-1",
        "en",
        "Norvale Herald",
        "2031-09-24",
        "Ines Dormelle, from fish market to palace",
        "She sold herring at her mother's stall before she read law. Friends "
        "remember a shy student who never missed a debate. At forty-one, Ines "
        "Dormelle still cycles to work, plays the accordion and reads detective "
        "novels on trains. Her garden is full of beehives.",
    ),
    _account(  # another strike of the same day in another town
        "strike-elsewhere-1",
        "en",
        "Castrava Times",
        "2031-06-04",
        "Bakers in Feldenz walk out over flour prices",
        "Bakers in Feldenz closed their shops on Wednesday in a strike against the "
        "price of flour. The guild said 60 of 75 bakeries had stopped work. "
        "Minister Aurel Dobrin promised talks next week. Supermarkets reported "
        "queues in the morning.",
    ),
    _account(  # another flood of the same river, days before
        "flood-before-1",
        "fr",
        "Radio Tressen",
        "2031-11-09",
        "L’Aumel déborde à Vigneul, des caves inondées",
        "L’Aumel est sortie de son lit samedi à Vigneul, où une vingtaine de caves "
        "ont été inondées. Personne n’a été blessé. Le maire Gaspard Ruelle demande "
        "que les berges soient relevées avant l’hiver.",
    ),
    _account(  # an opinion on the ruling's subject, weeks later
        "opinion-1",
        "fr",
        "La Dépêche de Brauheim",
        "2031-11-02",
        "Nos lacs méritent mieux que des amendes",
        "Qui protège l’eau que nous buvons ? Les amendes arrivent toujours trop "
        "tard, et les entreprises les comptent parmi leurs frais. Il faut des "
        "inspecteurs, des laboratoires publics et des élus qui n’ont pas peur. Le "
        "reste est littérature.",
    ),
)
